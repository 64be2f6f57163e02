/** Every limit on waiting in a drill, with its reason; milliseconds, the same in any profile. */
export const deadlines = {
  /** The first load after a start meets cold caches and just-in-time compilers; 3 to 8 s seen. */
  firstLoadMs: 30_000,
  /** A standby replays what it has within its lag: under 1 s seen, even on a busy host. */
  replayMs: 20_000,
  /** Clients end within their own operation time-out, and flush. */
  workloadStopMs: 20_000,
  /** What a drill does between load and stop besides waiting for the recovery; 15 s seen. */
  spareMs: 60_000,
} as const;

/**
 * How long a drill waits for the recovery: the target and half as much again, so that a near miss
 * is measured and not only called one, and the time a recovered service must hold.
 */
export function recoveryDeadlineMs(rtoTargetMs: number, holdMs: number): number {
  return rtoTargetMs * 1.5 + holdMs;
}
