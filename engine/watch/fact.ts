import type { Plan } from '../plan/schema.ts';

type Condition = Plan['triggers'][string]['when'][number];

/** What a condition can ask about; the plan's schema names them all. */
export type Of = Condition['of'];
export type Measure = Condition['measure'];

/** One measured thing. Latencies are milliseconds, shares 0 to 1, checks a count. */
export interface Fact {
  readonly of: Of;
  readonly region: string;
  readonly measure: Measure;
  readonly value: boolean | number;
  /** Monotonic moment at which the measuring began. */
  readonly atMs: number;
  /**
   * The same of the first that found this value, and none since has found another. Absent of a
   * quantity, which is never the same twice.
   */
  readonly sinceMs?: number;
}
