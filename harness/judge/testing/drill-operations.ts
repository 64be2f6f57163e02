import type { OperationEntry } from '../../journal/index.ts';
import type { DrillShape } from './drill-shape.ts';

/** Operations due at an even pace, shared out to the vantages in turn. */
export function drillOperations(shape: DrillShape): OperationEntry[] {
  const random = mulberry32(shape.seed);
  const everyMs = 1_000 / shape.operationsPerSecond;
  const operations: OperationEntry[] = [];
  let writes = 0;
  for (let i = 0; shape.steadyMs + i * everyMs < shape.loadEndMs; i += 1) {
    const atMs = shape.steadyMs + i * everyMs;
    const type = random() < shape.reads && writes > 0 ? 'read' : 'write';
    if (type === 'write') writes += 1;
    const id = type === 'write' ? writes : 1 + Math.floor(random() * writes);
    operations.push(operation(shape, atMs, type, id, i % shape.vantages.length, random()));
  }
  return operations;
}

function operation(
  shape: DrillShape,
  atMs: number,
  type: 'read' | 'write',
  id: number,
  vantageIndex: number,
  chance: number,
): OperationEntry {
  const { t0Ms, outageMs } = shape;
  const backMs = t0Ms + outageMs * (1 + 0.05 * vantageIndex);
  const latencyMs = 20 + 30 * vantageIndex + 40 * chance;
  const meets = atMs + latencyMs > t0Ms && atMs < backMs;
  const inFlight = meets && atMs <= t0Ms;
  const natural = inFlight ? 'indeterminate' : meets ? 'fail' : 'ok';
  const outcome = (type === 'write' ? shape.outcomeOf(id) : undefined) ?? natural;
  const common = {
    kind: 'op',
    atMs,
    endMs: atMs + (outcome === 'indeterminate' ? 2_000 : latencyMs),
    id,
    type,
    service: 'core-api',
    vantage: shape.vantages[vantageIndex] ?? 'nowhere',
    outcome,
    bytes: type === 'write' ? 256 : 0,
  } as const;
  if (outcome !== 'ok') return { ...common, error: inFlight ? 'timeout' : 'http-503' };
  const moved = atMs >= backMs;
  return { ...common, region: moved ? 'us-west-2' : 'us-east-1', epoch: moved ? 2 : 1 };
}

/** Small seeded generator (Tommy Ettinger, public domain); uniform in [0, 1). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
