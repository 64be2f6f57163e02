import type { Plan } from '../../plan/schema.ts';

type HealthCheck = Plan['dns']['healthChecks'][string];

/**
 * The plan's health checks that move with the active region: those of one region that have no
 * counterpart in the other watch what only the active one has, such as a primary database.
 */
export function followingChecks(
  healthChecks: Plan['dns']['healthChecks'],
  [one, two]: readonly [string, string],
): readonly HealthCheck[] {
  const of = (region: string) => Object.values(healthChecks).filter((it) => it.region === region);
  const alone = (checks: readonly HealthCheck[], others: readonly HealthCheck[]) =>
    checks.filter((check) => !others.some((other) => isAlike(check, other)));
  return [...alone(of(one), of(two)), ...alone(of(two), of(one))];
}

const isAlike = (one: HealthCheck, two: HealthCheck) =>
  one.type === two.type && one.port === two.port && one.path === two.path;
