import type { OperationEntry, Outcome } from '../journal/index.ts';

export interface VantageProgress {
  readonly ok: number;
  readonly fail: number;
  readonly indeterminate: number;
  /** Of the operations that were ok; null if there were none. */
  readonly p99Ms: number | null;
  /** Writes that only some stores take; one that is not ok is among the failed. */
  readonly seldom: { readonly ok: number; readonly failed: number };
}

interface Tally {
  readonly counts: Record<Outcome, number>;
  readonly latenciesMs: number[];
  readonly seldom: { ok: number; failed: number };
}

/** Counts what ended since it was last asked, for the live display; the journal is the record. */
export class Progress {
  readonly #vantages: readonly string[];
  readonly #everyNth: readonly number[];
  readonly #tallies = new Map<string, Tally>();

  /** Some stores take only the writes whose ids one of `everyNth` divides. */
  constructor(vantages: readonly string[], everyNth: readonly number[]) {
    this.#vantages = vantages;
    this.#everyNth = everyNth;
  }

  add({ vantage, type, id, outcome, atMs, endMs }: OperationEntry): void {
    const tally = this.#tallies.get(vantage) ?? emptyTally();
    this.#tallies.set(vantage, tally);
    tally.counts[outcome] += 1;
    if (outcome === 'ok') tally.latenciesMs.push(endMs - atMs);
    if (type !== 'write' || !this.#everyNth.some((n) => id % n === 0)) return;
    tally.seldom[outcome === 'ok' ? 'ok' : 'failed'] += 1;
  }

  take(): Record<string, VantageProgress> {
    const taken = this.#vantages.map((vantage) => {
      const { counts, latenciesMs, seldom } = this.#tallies.get(vantage) ?? emptyTally();
      return [vantage, { ...counts, p99Ms: p99(latenciesMs), seldom }] as const;
    });
    this.#tallies.clear();
    return Object.fromEntries(taken);
  }
}

function emptyTally(): Tally {
  return {
    counts: { ok: 0, fail: 0, indeterminate: 0 },
    latenciesMs: [],
    seldom: { ok: 0, failed: 0 },
  };
}

/** Nearest-rank percentile, to a tenth of a millisecond. */
function p99(latenciesMs: number[]): number | null {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil(sorted.length * 0.99) - 1];
  return value === undefined ? null : Math.round(value * 10) / 10;
}
