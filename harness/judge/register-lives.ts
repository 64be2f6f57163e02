import type { FaultEntry, RegisterEntry } from '../journal/index.ts';
import { type Linearization, linearize } from './linearizability.ts';
import { linearizationLimit } from './tolerances.ts';

/** The fault by which an operator has one member of the control store go on without the others. */
const FORCED = 'activate-region';

/**
 * When the control store was forced to go on with one member alone; undefined if it never was. What
 * the others had agreed on last may be missing there: that is what it means, and who asks for it
 * knows.
 */
export function forcedAtMs(faults: readonly FaultEntry[]): number | undefined {
  const bitten = faults.find(({ fault, event }) => fault === FORCED && event === 'bite');
  return faults.find(({ id, event }) => id === bitten?.id && event === 'inject')?.atMs;
}

/**
 * As `linearize`, of a register in a store that was forced at that moment: both of its lives must
 * have an order of their own, and the second begins with some value that may have been written in
 * the first.
 */
export function linearizeLives(
  calls: readonly RegisterEntry[],
  forcedMs: number | undefined,
): Linearization {
  if (forcedMs === undefined) return linearize(calls);
  const isLater = ({ atMs, endMs, outcome }: RegisterEntry) =>
    atMs >= forcedMs || (outcome === 'ok' && endMs >= forcedMs);
  const first = linearize(calls.filter((call) => !isLater(call)));
  if (first.verdict !== 'legal') return first;
  const later = calls.filter(isLater);
  const found = valuesBefore(calls.filter((call) => !isLater(call)))
    .filter((value) => value === 0 || later.some((call) => call.value === value))
    .map((value) => linearize(later, linearizationLimit, value));
  const legal = found.find(({ verdict }) => verdict === 'legal');
  const unknown = found.find(({ verdict }) => verdict === 'unknown');
  return legal ?? unknown ?? found[0] ?? first;
}

function valuesBefore(calls: readonly RegisterEntry[]): readonly number[] {
  const written = calls.filter(({ type, outcome }) => type === 'write' && outcome !== 'fail');
  return [0, ...written.map(({ value }) => value)];
}
