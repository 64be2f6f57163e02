import type { Range } from './ranges.ts';

/** More than any run writes: 40 a second are 70 hours. */
const IDS_OF_A_RUN = 10_000_000;

/**
 * The id by which the stores know an operation: every run counts from 1, and runs that follow each
 * other in the same regions must not meet there.
 */
export function storedId(id: number, earlierRuns: number): number {
  return earlierRuns * IDS_OF_A_RUN + id;
}

/**
 * Beyond those of a hundred thousand runs: from here on they are of scripted load, which has no
 * ledger, so that nothing is asked of them.
 */
export const firstScriptedId = 1e12;

/** Of what a store holds, the ids that are of this run, as it counts them. */
export function idsOfRun(stored: readonly Range[], earlierRuns: number): Range[] {
  const before = earlierRuns * IDS_OF_A_RUN;
  return stored.flatMap(([first, last]): Range[] => {
    const from = Math.max(first - before, 1);
    const to = Math.min(last - before, IDS_OF_A_RUN);
    return from <= to ? [[from, to]] : [];
  });
}
