import type { JudgedClaim } from '../../harness/judge/index.ts';
import { stepsOf } from './steps.ts';

/** A stretch of the time away, and what it was spent on. Milliseconds from the fault's bite. */
export interface Stretch {
  /** wait: no step that mattered was under way; nothing that was claimed explains it. */
  readonly kind: 'notice' | 'decide' | 'step' | 'after' | 'wait';
  readonly name: string;
  /** failed, undone or not ended; empty for a step that succeeded, and for what is no step. */
  readonly outcome: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Steps that ran at the same time and were done sooner: their length cost nothing. */
  readonly beside: readonly string[];
}

interface Work {
  readonly kind: 'notice' | 'decide' | 'step';
  readonly name: string;
  readonly outcome: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Recovery is known to a tenth of a window: a step may end this much after it and still be it. */
const slackMs = 250;
/** Between two steps an engine writes down the one and starts the other; that is no waiting. */
const handOverMs = 50;

/**
 * Which steps decided how long service was away, read backwards from recovery: before each step
 * stands the one that had ended last when it began. The stretches add up to `awayMs`. Empty when
 * nothing was claimed that recovery could have waited for. `endless`: service did not come back,
 * and a step that never ended is what it still waited for.
 */
export function criticalPath(
  claims: readonly JudgedClaim[],
  awayMs: number,
  endless = false,
): readonly Stretch[] {
  const works = worksOf(claims, endless ? awayMs : undefined);
  const path: Stretch[] = [];
  let atMs = awayMs;
  for (let work = before(works, atMs + slackMs); work; work = before(works, atMs)) {
    const endMs = Math.min(atMs, work.endMs);
    if (atMs > endMs) path.push(between(path.length === 0 && !endless, endMs, atMs));
    const startMs = Math.max(0, work.startMs);
    if (endMs > startMs) path.push({ ...work, startMs, endMs, beside: [] });
    works.splice(works.indexOf(work), 1);
    atMs = Math.min(endMs, startMs);
    if (atMs <= 0) break;
  }
  if (path.length > 0 && atMs > 0) path.push(between(false, 0, atMs));
  return joined(path.reverse()).map((each) => ({ ...each, beside: besides(each, claims) }));
}

function worksOf(claims: readonly JudgedClaim[], openEndMs: number | undefined): Work[] {
  const works: Work[] = [];
  let noticedMs = 0;
  for (const { step, event, atMs } of claims) {
    if (event !== 'noted' || atMs < 0) continue;
    if (step === 'detected') {
      works.push({ kind: 'notice', name: step, outcome: '', startMs: 0, endMs: atMs });
      noticedMs = atMs;
    } else if (step === 'decided') {
      works.push({ kind: 'decide', name: step, outcome: '', startMs: noticedMs, endMs: atMs });
    }
  }
  for (const { name, started, ended } of stepsOf(claims)) {
    const endMs = ended?.atMs ?? openEndMs;
    if (!started || endMs === undefined || endMs <= 0) continue;
    const event = ended?.event ?? 'not ended';
    const outcome = event === 'succeeded' ? '' : event;
    works.push({ kind: 'step', name, outcome, startMs: started.atMs, endMs });
  }
  return works;
}

/** The work that had ended last at a moment; of several, the one that had begun first. */
function before(works: readonly Work[], atMs: number): Work | undefined {
  return works
    .filter((work) => work.endMs <= atMs)
    .toSorted((a, b) => b.endMs - a.endMs || a.startMs - b.startMs)[0];
}

function between(last: boolean, startMs: number, endMs: number): Stretch {
  const kind = last ? 'after' : 'wait';
  const name = last ? 'clients come back' : 'unexplained';
  return { kind, name, outcome: '', startMs, endMs, beside: [] };
}

/** Gives what is too short to be waiting to the stretch that follows it. */
function joined(path: readonly Stretch[]): readonly Stretch[] {
  const whole: Stretch[] = [];
  let fromMs: number | undefined;
  for (const each of path) {
    const short = each.kind === 'wait' && each.endMs - each.startMs < handOverMs;
    if (short) {
      fromMs ??= each.startMs;
      continue;
    }
    whole.push({ ...each, startMs: fromMs ?? each.startMs });
    fromMs = undefined;
  }
  return whole;
}

function besides(stretch: Stretch, claims: readonly JudgedClaim[]): readonly string[] {
  if (stretch.kind !== 'step') return [];
  const others = stepsOf(claims).filter(
    ({ started, ended, name }) =>
      started !== undefined &&
      name !== stretch.name &&
      started.atMs < stretch.endMs &&
      (ended?.atMs ?? Number.POSITIVE_INFINITY) > stretch.startMs,
  );
  return [...new Set(others.map(({ name }) => name))];
}
