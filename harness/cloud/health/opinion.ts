/** What one checker thinks of one endpoint. */
export interface Opinion {
  readonly healthy: boolean;
  /** Consecutive results against it. */
  readonly contrary: number;
}

/**
 * "Route 53 considers a new health check to be healthy until there's enough data to determine the
 * actual status" (Developer Guide): as many failures as the threshold says.
 */
export const firstOpinion: Opinion = { healthy: true, contrary: 0 };

/**
 * The failure threshold is "the number of consecutive health checks that an endpoint must pass or
 * fail for Route 53 to change the current status" (API reference), so it holds both ways.
 */
export function formOpinion(before: Opinion, passed: boolean, failureThreshold: number): Opinion {
  if (passed === before.healthy) return { healthy: before.healthy, contrary: 0 };
  const contrary = before.contrary + 1;
  if (contrary < failureThreshold) return { healthy: before.healthy, contrary };
  return { healthy: passed, contrary: 0 };
}

/**
 * "If more than 18 % of health checkers report that an endpoint is healthy, Route 53 considers it
 * healthy" (Developer Guide): with three checkers, one that still reaches it is enough.
 */
export const healthyShare = 0.18;

export function isHealthyToMost(opinions: readonly Opinion[]): boolean {
  if (opinions.length === 0) return true;
  return opinions.filter(({ healthy }) => healthy).length / opinions.length > healthyShare;
}
