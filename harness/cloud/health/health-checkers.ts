import { isDeepStrictEqual } from 'node:util';
import type { BaseLogger } from 'pino';
import type { Clock } from '../../../engine/index.ts';
import type { HealthCheckSpec } from '../route53/zone.ts';
import { type Checker, startChecker } from './checker.ts';
import { evaluateHealth } from './evaluate.ts';
import { isHealthyToMost } from './opinion.ts';

/** The health checkers of all places. */
export interface HealthCheckers extends AsyncDisposable {
  /** Follows the control plane: new checks start, changed ones start anew, others go on. */
  follow(checks: readonly HealthCheckSpec[]): void;
  /** False for a check that does not exist. */
  isHealthy(id: string): boolean;
}

export interface HealthCheckersOptions {
  readonly places: Readonly<Record<string, { readonly routes: Readonly<Record<string, string>> }>>;
  readonly timeScale: number;
  readonly clock: Clock;
  readonly log: BaseLogger;
}

interface Watched {
  readonly check: HealthCheckSpec;
  readonly checkers: readonly Checker[];
}

export function createHealthCheckers(options: HealthCheckersOptions): HealthCheckers {
  const watched = new Map<string, Watched>();
  let checks: readonly HealthCheckSpec[] = [];
  const isEndpointHealthy = (id: string) =>
    isHealthyToMost((watched.get(id)?.checkers ?? []).map((checker) => checker.opinion()));
  const stop = ({ checkers }: Watched) => {
    for (const checker of checkers) checker.stop();
  };
  return {
    follow: (next) => {
      checks = next;
      const wanted = new Map(next.filter(isWatched).map((check) => [check.id, check]));
      for (const [id, known] of watched) {
        if (isDeepStrictEqual(known.check, wanted.get(id))) continue;
        stop(known);
        watched.delete(id);
      }
      for (const [id, check] of wanted) {
        if (!watched.has(id)) watched.set(id, watch(check, options));
      }
    },
    isHealthy: (id) => evaluateHealth(checks, isEndpointHealthy).get(id) ?? false,
    [Symbol.asyncDispose]: async () => {
      for (const known of watched.values()) stop(known);
      const all = [...watched.values()].flatMap(({ checkers }) => checkers);
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

const isWatched = ({ type, disabled }: HealthCheckSpec) => type !== 'CALCULATED' && !disabled;

function watch(check: HealthCheckSpec, options: HealthCheckersOptions): Watched {
  const { timeScale, clock, log } = options;
  const places = Object.entries(options.places).filter(
    ([place]) => check.regions.length === 0 || check.regions.includes(place),
  );
  const stepMs = (check.intervalMs * timeScale) / places.length;
  const checkers = places.map(([place, { routes }], index) =>
    startChecker({
      check,
      place,
      routes,
      timeScale,
      clock,
      startAfterMs: index * stepMs,
      onTurn: ({ healthy }, why) => log.info({ check: check.name, place, healthy, why }, 'health'),
    }),
  );
  return { check, checkers };
}
