import type { Band } from '../journal/index.ts';
import { duration } from './duration.ts';
import type { Rto } from './judged.ts';
import type { Lane } from './lanes.ts';
import type { Moments } from './moments.ts';
import { type SeldomWrites, seldomWrites } from './seldom.ts';
import { stepsPerWindow } from './tolerances.ts';
import { type Windows, windowsOf } from './windows.ts';

/** When one lane came back. */
export interface Recovery {
  readonly rtoMs: Rto;
  /** The hold time was seen to the end. */
  readonly proved: boolean;
  readonly why: string;
  /** How long after t0 the band was left again, after recovery. */
  readonly relapsedMs?: number;
}

/**
 * RTO: from t0 to the start of the first window that is inside the band of the steady state, and
 * from which every window's success rate and the p99 of the hold time are inside it too. A later
 * window's own p99 is not asked about: of some 11 operations it is the slowest, and one slow
 * operation of a hundred is what a p99 allows. A lane that no window from t0 on finds disturbed has
 * RTO 0. One that is first disturbed only after a whole hold time (a lease or a cached name that
 * runs out late) is measured from t0 to its return from that, so that a late outage is not missed;
 * that is a window whose success rate is outside, or the p99 of all that came after the hold time.
 * Where writes failed that only some stores take, nothing has come back before one of these
 * succeeds: without the object store nineteen of twenty writes are as well as ever. Windows start a
 * tenth of their width apart, so an RTO is up to that much too long.
 */
export function recoveryOf(
  lane: Lane,
  band: Band,
  moments: Moments,
  everyNth: readonly number[],
): Recovery {
  const { t0Ms, loadEndMs } = moments;
  if (t0Ms === undefined) return unmeasured('no fault was seen to bite');
  if (!lane.steady) return unmeasured('no load in the steady state');
  const windows = windowsOf(lane, band, t0Ms, loadEndMs);
  if (windows.count === 0) return unmeasured('load ended within one window of t0');
  const holdMs = Math.max(band.holdMs, band.windowMs);
  const held = windowsOf(lane, band, t0Ms, loadEndMs, holdMs);
  const holdSteps = windowsToHold(band);
  const seldom = everyNth.map((n) => seldomWrites(lane, n));
  const find = (from: number) => findHeld({ windows, held, holdSteps, seldom }, from);
  const first = find(0);
  const brokenAfter = ({ at }: Held): number | undefined => {
    const from = at + holdSteps;
    const failing = firstOf(windows, from, (i) => !windows.succeeds(i));
    if (failing !== undefined) return failing;
    const restMs = loadEndMs - t0Ms - from * windows.stepMs;
    const rest = windowsOf(lane, band, loadEndMs - restMs, loadEndMs, restMs);
    if (restMs < holdMs || rest.inBand(0)) return undefined;
    return firstOf(windows, from, (i) => !windows.inBand(i));
  };
  if (first?.at !== 0) return describe(windows, first, brokenAfter, 'recovered');
  const late = first.proved ? brokenAfter(first) : undefined;
  if (late === undefined) return describe(windows, first, brokenAfter, 'never disturbed');
  const second = find(late);
  const lateness = duration(late * windows.stepMs);
  return describe(windows, second, brokenAfter, `disturbed only ${lateness} after t0, recovered`);
}

/** Windows that together cover the hold time. */
export function windowsToHold(band: Band): number {
  const stepMs = band.windowMs / stepsPerWindow;
  return Math.max(1, Math.ceil((band.holdMs - band.windowMs) / stepMs - 1e-9) + 1);
}

interface Held {
  readonly at: number;
  readonly proved: boolean;
  /** What load ended before. */
  readonly lacks?: string;
}

interface Search {
  readonly windows: Windows;
  /** The same starts, each as wide as the hold time. */
  readonly held: Windows;
  readonly holdSteps: number;
  readonly seldom: readonly SeldomWrites[];
}

/** The first run of windows that lasts, or the one the journal ends in. */
function findHeld({ windows, held, holdSteps, seldom }: Search, from: number): Held | undefined {
  const { fromMs, stepMs } = windows;
  const succeedAgain = (start: number, last: number) => {
    const backMs = fromMs + start * stepMs;
    const seenMs = fromMs + (last + stepsPerWindow) * stepMs;
    return seldom.every(
      (writes) => !writes.failed(fromMs, backMs) || writes.succeeded(backMs, seenMs),
    );
  };
  const isBack = (i: number) => windows.inBand(i) && (i >= held.count || held.inBand(i));
  let start = from;
  for (let i = from; i < windows.count; i += 1) {
    if (!windows.succeeds(i)) start = i + 1;
    while (start <= i && !isBack(start)) start += 1;
    if (i - start + 1 >= holdSteps && succeedAgain(start, i)) return { at: start, proved: true };
  }
  if (start >= windows.count) return undefined;
  const lasted = windows.count - start >= holdSteps;
  const lacks = lasted ? 'all that had failed was seen to succeed' : 'the hold time was over';
  return { at: start, proved: false, lacks };
}

function firstOf(windows: Windows, from: number, is: (index: number) => boolean) {
  for (let i = from; i < windows.count; i += 1) if (is(i)) return i;
  return undefined;
}

function describe(
  windows: Windows,
  held: Held | undefined,
  brokenAfter: (held: Held) => number | undefined,
  how: string,
) {
  if (!held) return { rtoMs: 'infinity', proved: false, why: 'did not recover' } satisfies Recovery;
  const rtoMs = held.at * windows.stepMs;
  if (!held.proved)
    return { rtoMs, proved: false, why: `${how}, but load ended before ${held.lacks}` };
  const relapse = brokenAfter(held);
  if (relapse === undefined) return { rtoMs, proved: true, why: how };
  return { rtoMs, proved: true, why: how, relapsedMs: relapse * windows.stepMs };
}

function unmeasured(why: string): Recovery {
  return { rtoMs: 'unmeasured', proved: false, why };
}
