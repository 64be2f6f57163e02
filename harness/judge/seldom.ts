import type { Lane } from './lanes.ts';
import { type Ascending, firstAtOrAfter } from './statistics.ts';

/**
 * Writes of a lane that a store takes which others pass by. While that store is away most
 * operations succeed, and for seconds all of them may.
 */
export interface SeldomWrites {
  /** One that was due in this span did not succeed. */
  failed(fromMs: number, toMs: number): boolean;
  succeeded(fromMs: number, toMs: number): boolean;
}

/** The writes whose id `everyNth` divides. */
export function seldomWrites({ operations }: Lane, everyNth: number): SeldomWrites {
  const okMs: number[] = [];
  const otherMs: number[] = [];
  for (let i = 0; i < operations.length; i += 1) {
    const { type, outcome } = operations.classOf(i);
    if (type !== 'write' || operations.id(i) % everyNth !== 0) continue;
    (outcome === 'ok' ? okMs : otherMs).push(operations.atMs(i));
  }
  return { failed: anyIn(otherMs), succeeded: anyIn(okMs) };
}

function anyIn(moments: readonly number[]) {
  const items: Ascending = { length: moments.length, atMs: (i) => moments[i] as number };
  return (fromMs: number, toMs: number) =>
    firstAtOrAfter(items, fromMs) < firstAtOrAfter(items, toMs);
}
