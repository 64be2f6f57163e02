import { type Clock, until } from '../../engine/index.ts';
import type { Band } from '../journal/index.ts';
import type { BandWatch } from './band-watch.ts';
import { deadlines } from './deadlines.ts';

export interface LoadWait {
  readonly watch: BandWatch;
  readonly clock: Clock;
  /** Ends the wait, also because what is waited for cannot come any more. */
  readonly signal: AbortSignal;
}

/** Longer than the load takes to rise: what is only fast enough for a part of it does not count. */
const FLOWING_BEATS = 10;

/** Waits until the clients of every vantage go on succeeding. Throws DeadlineExceeded. */
export async function untilLoadFlows({ watch, clock, signal }: LoadWait, ms: number) {
  const flows = { what: 'clients at every vantage to succeed', ms };
  await until(clock, flows, () => watch.flowingBeats() >= FLOWING_BEATS, signal);
}

/**
 * The judge asks for the success rate of windows that begin a tenth of one apart, so its hold may
 * begin later than the live one; the p99 of a beat, the slowest of some 11, is here the stricter.
 */
const HOLDS = 1.5;

/**
 * Waits until every vantage has been back to normal for long enough that the judge will see a whole
 * hold, and a success of every kind of operation that had failed; or until the deadline, which is a
 * result and no error.
 */
export async function untilBandHolds(
  { watch, clock, signal }: LoadWait,
  { holdMs, windowMs }: Band,
  ms: number,
  say: (line: string) => void,
): Promise<void> {
  const endMs = clock.monotonicMs() + ms;
  const enoughMs = HOLDS * holdMs + 2 * windowMs;
  for (;;) {
    const nowMs = clock.monotonicMs();
    const insideMs = watch.insideForMs(nowMs);
    const owing = watch.owing();
    if ((insideMs >= enoughMs && owing.length === 0) || nowMs >= endMs) return;
    say(describe(watch.outside(nowMs), owing, insideMs, holdMs));
    await clock.sleep(Math.min(deadlines.lookEveryMs, endMs - nowMs), signal);
  }
}

function describe(
  outside: readonly string[],
  owing: readonly string[],
  insideMs: number,
  holdMs: number,
): string {
  if (outside.length > 0) return `not back yet: ${outside.join(', ')}`;
  if (owing.length > 0) return `a seldom kind of write has still to succeed: ${owing.join(', ')}`;
  return `back everywhere for ${(insideMs / 1000).toFixed(0)} of ${holdMs / 1000} s`;
}
