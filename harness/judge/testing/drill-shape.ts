import type { OperationEntry } from '../../journal/index.ts';

/** What a made-up drill is like. Moments count from the run entry. */
export interface DrillShape {
  readonly seed: number;
  readonly vantages: readonly string[];
  readonly operationsPerSecond: number;
  /** Share of reads, 0 to 1. */
  readonly reads: number;
  /** Start of the steady state. */
  readonly steadyMs: number;
  readonly t0Ms: number;
  /** From t0 until the first vantage's operations succeed again. */
  readonly outageMs: number;
  readonly loadEndMs: number;
  /** Writes acknowledged this long before t0, or less, are lost. */
  readonly unreplicatedMs: number;
  /** Outcome of a write, if not what the outage makes of it. */
  readonly outcomeOf: (id: number) => OperationEntry['outcome'] | undefined;
  /** Whether the store has it, if not what replication makes of it. */
  readonly presenceOf: (id: number) => boolean | undefined;
}

export const defaultShape: DrillShape = {
  seed: 1,
  vantages: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
  operationsPerSecond: 240,
  reads: 0.2,
  steadyMs: 2_000,
  t0Ms: 22_000,
  outageMs: 12_000,
  loadEndMs: 62_000,
  unreplicatedMs: 120,
  outcomeOf: () => undefined,
  presenceOf: () => undefined,
};

/** Ids a readback would find: acknowledged writes that had been replicated, or came after. */
export function presentRanges(operations: readonly OperationEntry[], shape: DrillShape) {
  const ids = operations
    .filter((op) => op.type === 'write' && (shape.presenceOf(op.id) ?? isReplicated(op, shape)))
    .map((op) => op.id)
    .sort((a, b) => a - b);
  return rangesOf(ids);
}

function isReplicated({ outcome, endMs }: OperationEntry, shape: DrillShape): boolean {
  const unreplicated = endMs > shape.t0Ms - shape.unreplicatedMs && endMs <= shape.t0Ms;
  return outcome === 'ok' && !unreplicated;
}

/** Inclusive ranges of ascending, distinct ids. */
export function rangesOf(ids: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const id of ids) {
    const last = ranges.at(-1);
    if (last && last[1] === id - 1) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges;
}
