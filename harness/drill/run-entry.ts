import { execFileSync } from 'node:child_process';
import type { Clock, Plan } from '../../engine/index.ts';
import type { Band, RunEntry, ServiceTarget, StoreTarget } from '../journal/index.ts';
import type { Topology } from '../regions/topology.ts';
import { drivenServices, readBackStores } from './measured.ts';
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
      // The host's clock knows nothing of a scale.
      maxClockStepMs: facts.unscaled.assumptions.maxClockStepMs,
    },
    budget: budgetOf(plan),
    regions: topology.regions.map(({ name, role }) => ({ name, role })),
  };
}

/**
 * A latency is measured, not configured, so its floor stays as the plan has it under any scale; so
 * does the window, which must hold enough operations for a p99 to mean something.
 */
export function bandOf(plan: Plan, unscaled: Plan): Band {
  const { successRateDrop, p99Factor, holdMs } = plan.acceptance;
  const { p99FloorMs, windowMs } = unscaled.acceptance;
  return { successRateDrop, p99Factor, p99FloorMs, holdMs, windowMs };
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
  return readBackStores.map((store) => {
    const tier = plan.stores[store]?.tier;
    const target = plan.targets.tiers.find((candidate) => candidate.tier === tier);
    if (!target) throw new RangeError(`the plan names no tier for the store ${store}`);
    const rpoTargetMs = Math.min(target.rpoMs, plan.drills?.[name]?.rpoMs ?? target.rpoMs);
    return { name: store, tier: target.tier, rpoTargetMs };
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

/** The commit, marked when the work tree differs from it; `unknown` outside a checkout. */
function commitOf(root: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const commit = git('rev-parse', 'HEAD').trim();
    return git('status', '--porcelain').trim() === '' ? commit : `${commit}+changes`;
  } catch {
    return 'unknown';
  }
}
