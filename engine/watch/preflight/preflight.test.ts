import { expect, it } from 'vitest';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import { Preflight } from './preflight.ts';
import type { Answer } from './question.ts';

const figures = { everyMs: 300_000, retryEveryMs: 30_000, timeoutMs: 5_000 };
const cache = { of: 'redis', region: 'us-west-2' } as const;
const refused: Answer = { ...cache, why: 'refuses the login' };
const taken: Answer = { ...cache, why: null };
const silent: Answer = { ...cache, error: 'waited 5000 ms' };

/** Gives these answers, one after the other, and the last for ever. */
function rig(...answers: readonly (readonly Answer[] | Error)[]) {
  const clock = new VirtualClock();
  const stop = new AbortController();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    const given = answers[Math.min(asked, answers.length) - 1] ?? [];
    if (given instanceof Error) throw given;
    return given;
  };
  const preflight = new Preflight({ clock, figures, ask });
  const running = preflight.run(stop.signal);
  const end = async () => {
    stop.abort();
    await running;
  };
  return { clock, preflight, asked: () => asked, end };
}

it('asks at the start, and then at its beat', async () => {
  const { clock, preflight, asked, end } = rig([taken]);
  await clock.pass(0);
  expect(asked()).toBe(1);
  await clock.pass(figures.everyMs - 1);
  expect(asked()).toBe(1);
  await clock.pass(1);
  expect([asked(), preflight.refused()]).toEqual([2, []]);
  await end();
});

it('asks again sooner what was refused, and lets it go once it is taken', async () => {
  const { clock, preflight, asked, end } = rig([refused], [taken]);
  await clock.pass(0);
  expect(preflight.refused()).toEqual([refused]);
  await clock.pass(figures.retryEveryMs);
  expect([asked(), preflight.refused()]).toEqual([2, []]);
  await clock.pass(figures.everyMs - 1);
  expect(asked()).toBe(2);
  await end();
});

it('learns nothing from silence, be it of a system or of the program that asks', async () => {
  const { clock, preflight, end } = rig([silent], [refused], [silent], new Error('killed'));
  await clock.pass(0);
  expect(preflight.refused()).toEqual([]);
  expect(preflight.errors()).toEqual({ 'preflight redis us-west-2': 'waited 5000 ms' });
  await clock.pass(figures.everyMs);
  expect([preflight.refused(), preflight.errors()]).toEqual([[refused], {}]);
  await clock.pass(figures.retryEveryMs);
  expect(preflight.refused()).toEqual([refused]);
  await clock.pass(figures.retryEveryMs);
  expect([preflight.refused(), preflight.errors()]).toEqual([[refused], { preflight: 'killed' }]);
  await end();
});

it('asks nothing where the plan has no figures for it', async () => {
  const never = () => Promise.reject(new Error('asked'));
  const preflight = new Preflight({ clock: new VirtualClock(), figures: undefined, ask: never });
  await preflight.run(new AbortController().signal);
  expect(preflight.errors()).toEqual({});
});
