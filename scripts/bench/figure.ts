/** One figure of the benchmark, as a share of what it is held against. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  /** At most this. */
  readonly limit: number;
  readonly unit: string;
  /** What went into it. */
  readonly of: string;
}

export function describeFigure({ what, value, limit, unit, of }: Figure): string {
  const verdict = value <= limit ? 'reached' : 'MISSED';
  return `${verdict.padEnd(8)} ${what}: ${value.toFixed(2)} ${unit}, at most ${limit} (${of})`;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  if (upper === undefined || lower === undefined) throw new RangeError('no values, no median');
  return (lower + upper) / 2;
}
