import type { Band } from '../journal/index.ts';
import type { Lane, SteadyState } from './lanes.ts';
import { firstAtOrAfter, rankOf } from './statistics.ts';
import { stepsPerWindow } from './tolerances.ts';

/** Window i covers [fromMs + i × stepMs, + its width). Only windows that end by `toMs` exist. */
export interface Windows {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly count: number;
  /** Success rate and p99 are inside the band. A window without operations is outside. */
  inBand(index: number): boolean;
  /** Success rate alone. */
  succeeds(index: number): boolean;
}

const outside = 0;
const rateOnly = 1;
const inside = 2;

/**
 * Judges each window of a lane against its steady state. An operation belongs to the windows that
 * its scheduled start lies in, so an operation that was due but stuck counts where it was due.
 * p99 (nearest rank, of successful operations) is within its limit exactly if enough of them are,
 * so counting per step suffices and the cost is one pass, whatever the width: the band's, unless
 * given, in milliseconds.
 */
export function windowsOf(
  lane: Lane,
  band: Band,
  fromMs: number,
  toMs: number,
  widthMs: number = band.windowMs,
): Windows {
  const stepMs = band.windowMs / stepsPerWindow;
  const steps = Math.max(0, Math.floor((toMs - fromMs) / stepMs + 1e-9));
  const width = Math.floor(widthMs / stepMs + 1e-9);
  const count = Math.max(0, steps - width + 1);
  const state = new Uint8Array(count);
  const counts = countSteps(lane, band, fromMs, stepMs, steps);
  if (lane.steady) judgeWindows(state, counts, width, lane.steady, band);
  return {
    fromMs,
    stepMs,
    count,
    inBand: (index) => state[index] === inside,
    succeeds: (index) => (state[index] ?? outside) >= rateOnly,
  };
}

interface StepCounts {
  readonly all: Uint32Array;
  readonly ok: Uint32Array;
  readonly quick: Uint32Array;
}

function countSteps(lane: Lane, band: Band, fromMs: number, stepMs: number, steps: number) {
  const counts: StepCounts = {
    all: new Uint32Array(steps),
    ok: new Uint32Array(steps),
    quick: new Uint32Array(steps),
  };
  const limitMs = lane.steady ? latencyLimitMs(lane.steady, band) : 0;
  const { operations } = lane;
  for (let i = firstAtOrAfter(operations, fromMs); i < operations.length; i += 1) {
    const atMs = operations.atMs(i);
    const step = Math.floor((atMs - fromMs) / stepMs);
    if (step >= steps) break;
    add(counts.all, step, 1);
    if (operations.classOf(i).outcome !== 'ok') continue;
    add(counts.ok, step, 1);
    if (operations.endMs(i) - atMs <= limitMs) add(counts.quick, step, 1);
  }
  return counts;
}

function judgeWindows(
  state: Uint8Array,
  counts: StepCounts,
  width: number,
  steady: SteadyState,
  band: Band,
): void {
  const leastRate = steady.successRate - band.successRateDrop - 1e-9;
  let all = 0;
  let ok = 0;
  let quick = 0;
  for (let step = 0; step < counts.all.length; step += 1) {
    all += at(counts.all, step) - at(counts.all, step - width);
    ok += at(counts.ok, step) - at(counts.ok, step - width);
    quick += at(counts.quick, step) - at(counts.quick, step - width);
    const window = step - width + 1;
    if (window < 0 || ok === 0 || ok / all < leastRate) continue;
    state[window] = quick >= rankOf(ok, 0.99) ? inside : rateOnly;
  }
}

/** The highest p99 that is still normal, milliseconds. */
export function latencyLimitMs(steady: SteadyState, band: Band): number {
  return Math.max(band.p99FloorMs, band.p99Factor * steady.p99Ms);
}

function at(counts: Uint32Array, index: number): number {
  return counts[index] ?? 0;
}

function add(counts: Uint32Array, index: number, more: number): void {
  counts[index] = at(counts, index) + more;
}
