import type { Judged, Verdict } from '../judge/index.ts';

/** A run that is to be compared, and the directory it was read from. */
export interface ComparedRun {
  readonly path: string;
  readonly judged: Judged;
}

/** A run that says nothing about the system under test, and so is not compared. */
export interface DiscardedRun {
  readonly side: 'before' | 'after';
  readonly scenario: string;
  readonly path: string;
  readonly verdict: Verdict;
  /** Worst first. */
  readonly reasons: readonly string[];
}

export function isUsable({ judged }: ComparedRun): boolean {
  return judged.verdict === 'pass' || judged.verdict === 'fail';
}

export function usableOf(runs: readonly ComparedRun[]): Judged[] {
  return runs.filter(isUsable).map(({ judged }) => judged);
}

export function discardedOf(
  runs: readonly ComparedRun[],
  side: DiscardedRun['side'],
): DiscardedRun[] {
  return runs
    .filter((run) => !isUsable(run))
    .map(({ path, judged: { scenario, verdict, reasons } }) => {
      return { side, scenario, path, verdict, reasons };
    });
}
