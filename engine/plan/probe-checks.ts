import type { Check, Contradiction } from './contradiction.ts';
import { formatDuration } from './quantity.ts';
import type { Plan } from './schema.ts';

type Probes = Plan['probes'];
type Condition = Plan['triggers'][string]['when'][number];

const systems = ['database', 'redis', 'kafka', 's3', 'etcd', 'gateway'] as const;
const sectionOf = { postgres: 'database' } as const;

/** Sections of `probes` that a condition is measured by. */
function measuredBy({ of, measure }: Condition, probes: Probes): readonly (keyof Probes)[] {
  if (of === 'postgres') return [sectionOf[of]];
  if (of !== 'region') return [of];
  if (measure === 'availability') return systems.filter((system) => probes[system]);
  return [measure === 'failed-checks' ? 'gateway' : 'capacity'];
}

/** The longest that it takes its probes to notice. */
function noticedAfterMs(condition: Condition, probes: Probes): number {
  const each = measuredBy(condition, probes).map((name) => {
    const figures = probes[name];
    if (!figures) return 0;
    const failures = 'failures' in figures ? figures.failures : 1;
    return figures.everyMs * failures + figures.timeoutMs;
  });
  return Math.max(0, ...each);
}

const everyConditionMeasured: Check = ({ triggers, probes }) =>
  Object.entries(triggers ?? {}).flatMap(([key, { when }]) =>
    when.flatMap((condition) => {
      const lacking = probes && measuredBy(condition, probes).find((name) => !probes[name]);
      const expected = `expected probes.${lacking}, or ${condition.measure} is never measured`;
      return lacking ? [{ path: ['triggers', key, 'when'], expected }] : [];
    }),
  );

const probesFit: Check = ({ triggers, probes }) =>
  Object.entries(triggers ?? {}).flatMap(([key, { when, heldForMs }]) => {
    if (!probes) return [];
    const leastMs = Math.max(...when.map((condition) => noticedAfterMs(condition, probes)));
    if (heldForMs >= leastMs) return [];
    const expected = `expected at least ${formatDuration(leastMs)}, its probes and a time-out`;
    return [{ path: ['triggers', key, 'heldFor'], expected }];
  });

/** A latency is counted up to the time-out: beyond that, none is ever above a limit. */
const latencyMeasurable: Check = ({ triggers, probes }) =>
  Object.values(triggers ?? {}).flatMap(({ when }) =>
    when.flatMap(({ measure, above = 0 }): Contradiction[] => {
      const timeoutMs = probes?.gateway?.timeoutMs ?? Number.POSITIVE_INFINITY;
      if (measure !== 'latency-p95' || timeoutMs > above) return [];
      const expected = `expected more than ${formatDuration(above)}, the p95 that is a trigger`;
      return [{ path: ['probes', 'gateway', 'timeout'], expected }];
    }),
  );

/** What A7 asks of the gateway is what its probes do. */
const gatewayChecked: Check = ({ systems: { gateway } = {}, probes }) => {
  if (!gateway || !probes?.gateway || probes.gateway.everyMs <= gateway.checkEveryMs) return [];
  const expected = `expected at most ${formatDuration(gateway.checkEveryMs)}, systems.gateway's`;
  return [{ path: ['probes', 'gateway', 'every'], expected }];
};

/** That what the triggers ask is measured, and soon enough. */
export const probeChecks: readonly Check[] = [
  everyConditionMeasured,
  probesFit,
  latencyMeasurable,
  gatewayChecked,
];
