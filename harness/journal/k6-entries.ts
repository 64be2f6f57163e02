/** Load that k6 drives by a script. */
export interface ScriptedLoad {
  /** The script's name. */
  readonly k6: string;
  /** Operations that begin each second, where the script does not want more for a while. */
  readonly ratePerSecond: number;
  readonly vantage: string;
}

/**
 * What k6 saw of the requests that ended within one second, by its own measure of each: from
 * sending it to the last byte of the answer, without the time its connection took. Written down
 * when k6 has ended.
 */
export interface K6SecondEntry {
  readonly kind: 'k6-second';
  /** The second's beginning. */
  readonly atMs: number;
  readonly requests: number;
  /** Without an answer, or with one that the script does not expect. */
  readonly failed: number;
  /** Of those that did not fail; absent if all did. */
  readonly latency?: LatencyMs;
}

/** Percentiles, nearest rank. */
export interface LatencyMs {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** What k6's load came to. */
export interface K6EndEntry {
  readonly kind: 'k6-end';
  readonly atMs: number;
  /** How it ended, in words: `exit code 105`, `signal SIGKILL`. */
  readonly exit: string;
  readonly requests: number;
  readonly failed: number;
  /** Operations it did not begin, since all its users were waiting; they are in no other figure. */
  readonly dropped: number;
  readonly latency?: LatencyMs;
  /**
   * The longest time in which requests failed again and again: from one failure to the last of
   * those that ended within a second of another. Meanwhile some succeed: reads from a cache.
   */
  readonly outage?: { readonly fromMs: number; readonly toMs: number };
  /** Why it is not whole, a sentence each: an end that nobody asked for, what its record lacks. */
  readonly gaps: readonly string[];
}
