import type { Check, Contradiction } from './contradiction.ts';
import { controlChecks } from './control-checks.ts';
import { dnsChecks } from './dns-checks.ts';
import { probeChecks } from './probe-checks.ts';
import { formatDuration } from './quantity.ts';
import { scalingChecks } from './scaling-checks.ts';
import type { Plan } from './schema.ts';

const missingRegions: Check = ({ regions, vantages, replication, backup, dns }) => {
  if (!regions) return [];
  const known = new Set(Object.keys(regions));
  const places = new Set([...known, ...(vantages ?? [])]);
  const named: [(string | number)[], readonly string[], ReadonlySet<string>][] = [];
  for (const [key, pipeline] of Object.entries(replication ?? {})) {
    named.push([['replication', key, 'from'], [pipeline.from], known]);
    named.push([['replication', key, 'to'], pipeline.to, known]);
  }
  for (const [key, tier] of Object.entries(backup?.tiers ?? {})) {
    named.push([['backup', 'tiers', key, 'to'], tier.to ?? [], known]);
  }
  for (const [key, check] of Object.entries(dns?.healthChecks ?? {})) {
    named.push([['dns', 'healthChecks', key, 'region'], [check.region], known]);
    named.push([['dns', 'healthChecks', key, 'from'], check.from, places]);
  }
  for (const [key, region] of Object.entries(dns?.geolocation?.to ?? {})) {
    named.push([['dns', 'geolocation', 'to', key], [region], known]);
  }
  named.push([['dns', 'failover'], dns?.failover ?? [], known]);
  named.push([['dns', 'lastResort'], [dns?.lastResort ?? []].flat(), known]);
  named.push([['dns', 'propagation', 'from'], dns?.propagation.from ?? [], places]);
  return named.flatMap(([path, names, among]) =>
    names
      .filter((name) => !among.has(name))
      .map((name) => ({ path, expected: `expected one of ${[...among]}, found ${name}` })),
  );
};

const oneActiveRegion: Check = ({ regions }) => {
  if (!regions) return [];
  const active = Object.keys(regions).filter((name) => regions[name]?.role === 'active');
  if (active.length === 1) return [];
  return [{ path: ['regions'], expected: `expected one active region, found ${active.length}` }];
};

/** Detection takes the hold, and fencing the lease: no runbook can be faster than these. */
const reachableTargets: Check = ({ triggers, fencing }) =>
  Object.entries(triggers ?? {}).flatMap(([key, trigger]) => {
    const leaseMs = fencing ? fencing.leaseTtlMs + fencing.marginMs : 0;
    const leastMs = leaseMs + (trigger.rtoFrom === 'fault' ? trigger.heldForMs : 0);
    if (leastMs <= trigger.rtoTargetMs) return [];
    const parts = trigger.rtoFrom === 'fault' ? 'its hold and the lease' : 'the lease';
    const expected = `expected at least ${formatDuration(leastMs)} (${parts}), or it is never met`;
    return [{ path: ['triggers', key, 'rtoTarget'], expected }];
  });

const drillTargets: Check = ({ drills, triggers }) =>
  Object.entries(drills ?? {}).flatMap(([key, drill]) => {
    const trigger = triggers?.[key];
    if (trigger?.rtoFrom !== 'fault' || drill.rtoMs > trigger.heldForMs) return [];
    const expected = `expected more than ${formatDuration(trigger.heldForMs)}, its trigger's hold`;
    return [{ path: ['drills', key, 'rto'], expected }];
  });

const drillStores: Check = ({ drills, stores }) =>
  Object.entries(drills ?? {}).flatMap(([key, { keeps = [] }]) =>
    keeps
      .filter((name) => stores && !(name in stores))
      .map((name) => {
        const expected = `expected one of ${Object.keys(stores ?? {})}, found ${name}`;
        return { path: ['drills', key, 'keeps'], expected };
      }),
  );

const oneComparison: Check = ({ triggers }) =>
  Object.entries(triggers ?? {}).flatMap(([key, trigger]) =>
    trigger.when.flatMap((condition, index) => {
      const { is, above, below, atLeast } = condition;
      const given = [is, above, below, atLeast].filter((value) => value !== undefined).length;
      if (given === 1) return [];
      const expected = `expected one of is, above, below, atLeast; found ${given}`;
      return [{ path: ['triggers', key, 'when', index], expected }];
    }),
  );

/** The phases that nothing can overlap must fit; DNS and restart may run side by side. */
const budgetFits: Check = ({ targets }) => {
  if (!targets) return [];
  const { detectionMs, decisionMs, dnsPropagationMs, serviceRestartMs, endToEndMs } =
    targets.budget;
  const leastMs = detectionMs + decisionMs + Math.max(dnsPropagationMs, serviceRestartMs);
  if (leastMs <= endToEndMs) return [];
  const expected = `expected at least ${formatDuration(leastMs)}, what its phases take overlapped`;
  return [{ path: ['targets', 'budget', 'endToEnd'], expected }];
};

const storesAgree: Check = ({ stores, targets, replication }) =>
  Object.entries(stores ?? {}).flatMap(([key, store]) => {
    const tier = targets?.tiers.find((each) => each.tier === store.tier);
    const pipeline = replication?.[store.pipeline];
    const found: Contradiction[] = [];
    if (targets && !tier) {
      const expected = `expected a tier of targets.tiers, found ${store.tier}`;
      found.push({ path: ['stores', key, 'tier'], expected });
    }
    if (replication && !pipeline) {
      const expected = `expected a pipeline of replication, found ${store.pipeline}`;
      found.push({ path: ['stores', key, 'pipeline'], expected });
    }
    const lagMs = Math.max(pipeline?.lagToleranceMs ?? 0, pipeline?.lagAlertMs ?? 0);
    if (tier && lagMs > tier.rpoMs) {
      const lag = `${formatDuration(lagMs)}, the tolerated lag of ${store.pipeline}`;
      const expected = `expected at least ${lag}`;
      found.push({
        path: ['targets', 'tiers', targets?.tiers.indexOf(tier) ?? 0, 'rpo'],
        expected,
      });
    }
    return found;
  });

const checks: readonly Check[] = [
  missingRegions,
  oneActiveRegion,
  reachableTargets,
  drillTargets,
  drillStores,
  oneComparison,
  budgetFits,
  storesAgree,
  ...probeChecks,
  ...controlChecks,
  ...dnsChecks,
  ...scalingChecks,
];

/** Everything the sections contradict each other in; sections that are absent are not judged. */
export function contradictions(plan: Partial<Plan>): Contradiction[] {
  return checks.flatMap((check) => check(plan));
}
