import type { HealthCheckSpec } from '../route53/zone.ts';

/**
 * Status of every health check, from what the checkers say of the endpoints. CALCULATED is healthy
 * while at least its threshold of children are ("if you specify 0, always healthy; a number greater
 * than the children, always unhealthy"); children that do not exist count for nothing, and a check
 * that hangs on itself is unhealthy. Disabled counts as healthy; inversion comes last.
 * Source: Route 53 API reference, HealthCheckConfig.
 */
export function evaluateHealth(
  checks: readonly HealthCheckSpec[],
  isEndpointHealthy: (id: string) => boolean,
): ReadonlyMap<string, boolean> {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const status = (id: string, above: readonly string[]): boolean => {
    const check = byId.get(id);
    if (!check || above.includes(id)) return false;
    const path = [...above, id];
    return measured(check, path) !== check.inverted;
  };
  const measured = (check: HealthCheckSpec, path: readonly string[]): boolean => {
    if (check.disabled) return true;
    if (check.type !== 'CALCULATED') return isEndpointHealthy(check.id);
    const healthy = check.children.filter((child) => status(child, path)).length;
    return healthy >= check.healthThreshold;
  };
  return new Map(checks.map(({ id }) => [id, status(id, [])]));
}
