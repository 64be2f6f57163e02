/** What a condition can ask about; what measures it is a matter of the probes there are. */
export type Measure =
  | 'reachable'
  | 'healthy'
  | 'availability'
  | 'latency-p95'
  | 'cpu'
  | 'memory'
  | 'failed-checks';

/** One measured thing. Latencies are milliseconds, shares 0 to 1, checks a count. */
export interface Fact {
  readonly of: 'postgres' | 'gateway' | 'region';
  readonly region: string;
  readonly measure: Measure;
  readonly value: boolean | number;
  /** Monotonic moment at which the measuring began. */
  readonly atMs: number;
}
