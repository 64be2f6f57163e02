import type { Clock, Plan } from '../../engine/index.ts';
import type {
  AvailabilityTarget,
  Band,
  RunEntry,
  ServiceTarget,
  StoreTarget,
} from '../journal/index.ts';
import type { Topology } from '../regions/topology.ts';
import { browserTerms } from './browser-terms.ts';
import { commitOf } from './commit.ts';
import { drivenServices, readBackStores } from './measured.ts';
import type { Replay } from './replay.ts';
import type { Scenario } from './scenario.ts';

export interface RunFacts {
  readonly scenario: Scenario;
  /** As the engine is given it: scaled, if the profile is fast. */
  readonly plan: Plan;
  /** As its file has it. */
  readonly unscaled: Plan;
  readonly profile: 'realtime' | 'fast';
  readonly timeScale: number;
  readonly topology: Topology;
  readonly runtime: string;
  readonly engine: string;
  readonly seed: number;
  readonly parts: Readonly<Record<string, string>>;
  readonly emulated: readonly string[];
  readonly control?: boolean;
  readonly earlierRuns: number;
  readonly replay?: Replay;
}

/** The first entry of the journal: all that the judge will know about the run. */
export function runEntry(facts: RunFacts, clock: Clock, root: string): RunEntry {
  const { scenario, plan, topology } = facts;
  return {
    kind: 'run',
    atMs: clock.monotonicMs(),
    version: 1,
    wallMs: clock.wallMs(),
    scenario: scenario.name,
    expectation: scenario.expectation,
    ...(scenario.failover ? { failover: scenario.failover } : {}),
    ...movesAsked(scenario),
    plan: plan.name,
    profile: facts.profile,
    timeScale: facts.timeScale,
    runtime: facts.runtime,
    engine: facts.engine,
    seed: facts.seed,
    commit: commitOf(root),
    parts: facts.parts,
    emulated: facts.emulated,
    vantages: topology.vantages,
    services: serviceTargets(plan, scenario),
    stores: storeTargets(plan, scenario),
    band: bandOf(plan, facts.unscaled),
    assumptions: {
      minOperationsPerSecond: plan.assumptions.minOperationsPerSecond,
      maxReplicationLagBytes: plan.assumptions.maxReplicationLagBytes,
      maxCpuPressure: plan.assumptions.maxCpuPressure,
      // The host's clock, and its delays, know nothing of a scale.
      maxClockStepMs: facts.unscaled.assumptions.maxClockStepMs,
      maxEventLoopDelayMs: facts.unscaled.assumptions.maxEventLoopDelayMs,
    },
    availability: availabilityTargets(plan),
    ...staleness(facts.unscaled),
    ...(facts.control ? { control: true } : {}),
    ...(facts.earlierRuns > 0 ? { earlierRuns: facts.earlierRuns } : {}),
    ...(facts.replay ? { replayOf: facts.replay.of } : {}),
    ...(scenario.load ? { load: scenario.load } : {}),
    ...(scenario.browser ? { browser: browserTerms(topology, facts.timeScale) } : {}),
    budget: budgetOf(plan),
    regions: topology.regions.map(({ name, role }) => ({ name, role })),
  };
}

/** Where operators ask the service to go, those that come beforehand first. */
function movesAsked({ beforehand, faults }: Scenario): Pick<RunEntry, 'moves'> {
  const inTurn = [beforehand?.faults ?? [], faults].flatMap((together) =>
    [...together].sort((a, b) => (a.afterMs ?? 0) - (b.afterMs ?? 0)),
  );
  const moves = inTurn.flatMap(({ fault, to }) => (fault === 'switch-over' ? String(to) : []));
  return moves.length > 0 ? { moves } : {};
}

/**
 * A latency is measured, not configured, so its floor stays as the plan has it under any scale; so
 * does the window, which must hold enough operations for a success rate to mean something.
 */
export function bandOf(plan: Plan, unscaled: Plan): Band {
  const { successRateDrop, p99Factor, holdMs } = plan.acceptance;
  const { p99FloorMs, windowMs } = unscaled.acceptance;
  return { successRateDrop, p99Factor, p99FloorMs, holdMs, windowMs };
}

/** How late a copy may be is measured, as a latency is, so it stays as the plan has it. */
function staleness({ replication }: Plan): Pick<RunEntry, 'maxStaleMs'> {
  const maxStaleMs = replication.database?.lagToleranceMs;
  return maxStaleMs === undefined ? {} : { maxStaleMs };
}

function availabilityTargets({ targets }: Plan): AvailabilityTarget[] {
  const { overall, core } = targets.availability;
  return [
    { name: 'overall', share: overall },
    ...(core === undefined ? [] : [{ name: 'core', share: core }]),
  ];
}

/** The drill's own target is stricter than the tier's, and is the one to meet. */
function serviceTargets(plan: Plan, { name }: Scenario): ServiceTarget[] {
  return plan.targets.tiers.flatMap(({ tier, services, rtoMs }) =>
    services
      .filter((service) => drivenServices.includes(service))
      .map((service) => ({
        name: service,
        tier,
        rtoTargetMs: Math.min(rtoMs, plan.drills?.[name]?.rtoMs ?? rtoMs),
      })),
  );
}

function storeTargets(plan: Plan, { name }: Scenario): StoreTarget[] {
  return readBackStores.map(({ name: store, ...share }) => {
    const tier = plan.stores[store]?.tier;
    const target = plan.targets.tiers.find((candidate) => candidate.tier === tier);
    if (!target) throw new RangeError(`the plan names no tier for the store ${store}`);
    const { rpoMs = target.rpoMs, keeps = [] } = plan.drills?.[name] ?? {};
    const keepsAcknowledged = keeps.includes(store) && ({ keepsAcknowledged: true } as const);
    const rpoTargetMs = Math.min(target.rpoMs, rpoMs);
    return { name: store, tier: target.tier, rpoTargetMs, ...keepsAcknowledged, ...share };
  });
}

function budgetOf({ targets }: Plan): { phase: string; ms: number }[] {
  const { detectionMs, decisionMs, dnsPropagationMs, serviceRestartMs } = targets.budget;
  return [
    { phase: 'detection', ms: detectionMs },
    { phase: 'decision', ms: decisionMs },
    { phase: 'DNS propagation', ms: dnsPropagationMs },
    { phase: 'service restart', ms: serviceRestartMs },
  ];
}
