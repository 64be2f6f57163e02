import type { OperationEntry, Outcome } from '../journal/index.ts';

export interface VantageProgress {
  readonly ok: number;
  readonly fail: number;
  readonly indeterminate: number;
  /** Of the operations that were ok; null if there were none. */
  readonly p99Ms: number | null;
}

interface Tally {
  readonly counts: Record<Outcome, number>;
  readonly latenciesMs: number[];
}

/** Counts what ended since it was last asked, for the live display; the journal is the record. */
export class Progress {
  readonly #vantages: readonly string[];
  readonly #tallies = new Map<string, Tally>();

  constructor(vantages: readonly string[]) {
    this.#vantages = vantages;
  }

  add({ vantage, outcome, atMs, endMs }: OperationEntry): void {
    const tally = this.#tallies.get(vantage) ?? emptyTally();
    this.#tallies.set(vantage, tally);
    tally.counts[outcome] += 1;
    if (outcome === 'ok') tally.latenciesMs.push(endMs - atMs);
  }

  take(): Record<string, VantageProgress> {
    const taken = this.#vantages.map((vantage) => {
      const { counts, latenciesMs } = this.#tallies.get(vantage) ?? emptyTally();
      return [vantage, { ...counts, p99Ms: p99(latenciesMs) }] as const;
    });
    this.#tallies.clear();
    return Object.fromEntries(taken);
  }
}

function emptyTally(): Tally {
  return { counts: { ok: 0, fail: 0, indeterminate: 0 }, latenciesMs: [] };
}

/** Nearest-rank percentile, to a tenth of a millisecond. */
function p99(latenciesMs: number[]): number | null {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil(sorted.length * 0.99) - 1];
  return value === undefined ? null : Math.round(value * 10) / 10;
}
