import { type Decision, decide, type Observation } from '../decide/decide.ts';
import { policyFrom } from '../decide/policy.ts';
import type { State } from '../decide/state.ts';
import { onlyPlanned } from '../failover/failover.ts';
import { askedFor, type Runbooks } from '../failover/runbook.ts';
import type { World } from '../failover/world.ts';
import type { View } from './status.ts';

/** A step that would be run; the order is in its needs. */
export interface PlannedStep {
  readonly name: string;
  readonly needs: readonly string[];
  readonly deadlineMs: number;
  readonly bestEffort: boolean;
  readonly canBeUndone: boolean;
  /** It may make the others needless. */
  readonly mayAvert: boolean;
}

export interface Planned {
  readonly decision: Decision;
  /** None, if nothing would be done. */
  readonly steps: readonly PlannedStep[];
}

export interface DryRun {
  readonly plan: string;
  readonly active: string;
  readonly epoch: number;
  /** What is decided as things are. */
  readonly now: Planned;
  /** What would be decided if the condition of a trigger had been met for its time, by its name. */
  readonly ifHeld: Readonly<Record<string, Planned>>;
  /** What would be done if an operator asked for a switchover to a region, by its name. */
  readonly ifAsked: Readonly<Record<string, Planned>>;
  /**
   * What would be done if all other regions were lost, and an operator had this controller's own
   * activated; the control store would be made to stand alone before.
   */
  readonly ifActivated: Planned;
}

function stepsOf(runbooks: Runbooks, world: World, decision: Decision): PlannedStep[] {
  if (decision.kind === 'wait') return [];
  const { action, to: target, ...rest } = decision.kind === 'ask' ? decision.failover : decision;
  // Making steps asks nothing of the world; only running them would.
  const failover = { ...onlyPlanned, ...rest, world, target };
  return (runbooks[action]?.(failover) ?? []).map((step) => ({
    name: step.name,
    needs: step.needs,
    deadlineMs: step.deadlineMs,
    bestEffort: step.bestEffort ?? false,
    canBeUndone: step.undo !== undefined,
    mayAvert: step.mayAvert ?? false,
  }));
}

/** The decision that would be taken and the steps it would run. Touches nothing. */
export function dryRun(
  runbooks: Runbooks,
  world: World,
  { state, observation }: View,
  nowMs: number,
): DryRun {
  const policy = policyFrom(world.plan, Object.keys(runbooks));
  // The one that leads would decide as this one does: all of them see the same.
  const asLeader: State = state.phase === 'following' ? { ...state, phase: 'idle' } : state;
  const planned = (seen: Observation): Planned => {
    const decision = decide(policy, asLeader, seen, nowMs);
    return { decision, steps: stepsOf(runbooks, world, decision) };
  };
  const ifHeld = Object.entries(policy.triggers).map(([name, { heldForMs }]) => {
    const heldSinceMs = { [name]: nowMs - heldForMs - 1 };
    // The primary would be as silent to its standbys as it is to us.
    const standbys = observation.standbys.map((each) => ({ ...each, primaryHeardAtMs: undefined }));
    return [
      name,
      planned({ ...observation, region: state.active, heldSinceMs, standbys }),
    ] as const;
  });
  const { active, epoch } = state;
  const others = world.plan.dns.failover.filter((region) => region !== active);
  const ifAsked = others.map((region) => {
    const decision = askedFor('switchover', active, region, epoch);
    return [region, { decision, steps: stepsOf(runbooks, world, decision) }] as const;
  });
  const forced = askedFor('activate', active, world.endpoints.home, epoch);
  return {
    plan: world.plan.name,
    active,
    epoch,
    now: planned(observation),
    ifHeld: Object.fromEntries(ifHeld),
    ifAsked: Object.fromEntries(ifAsked),
    ifActivated: { decision: forced, steps: stepsOf(runbooks, world, forced) },
  };
}
