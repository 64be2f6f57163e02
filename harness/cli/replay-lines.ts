import { notRepeatable } from '../drill/replay.ts';
import type { Journal } from '../journal/index.ts';
import { duration } from '../judge/duration.ts';

/** How far a run was the same as the one it repeats, and what could not be repeated. */
export function replayLines(first: Journal, again: Journal, of: string): string[] {
  const [then, now] = [injections(first), injections(again)];
  const faults = Math.max(then.length, now.length);
  const moments = Array.from({ length: faults }, (_, index) => {
    const { fault, atMs } = then[index] ?? { fault: 'no fault', atMs: Number.NaN };
    return `  ${fault}: ${said(atMs)} into the steady state, then; ${said(now[index]?.atMs)} now`;
  });
  return [
    `A replay of ${of}: the same scenario, plan, profile, topology, and seed ${again.run.seed}.`,
    ...moments,
    'What no replay repeats:',
    ...notRepeatable.map((sentence) => `  ${sentence}`),
  ];
}

function injections({ phases, faults }: Journal) {
  const steadyMs = phases.find(({ phase }) => phase === 'steady')?.atMs ?? Number.NaN;
  return faults
    .filter(({ event }) => event === 'inject')
    .map(({ fault, target, atMs }) => ({ fault: `${fault} on ${target}`, atMs: atMs - steadyMs }));
}

function said(ms: number | undefined): string {
  return ms === undefined || Number.isNaN(ms) ? 'never' : duration(ms);
}
