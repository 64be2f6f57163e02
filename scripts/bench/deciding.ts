import { type Decision, decide } from '../../engine/decide/decide.ts';
import { policyFrom } from '../../engine/decide/policy.ts';
import type { State } from '../../engine/decide/state.ts';
import { loadPlan, type Plan } from '../../engine/index.ts';
import { Conditions } from '../../engine/watch/conditions.ts';
import { hasQuorum, votedFor } from '../../engine/watch/vote.ts';
import { type Figure, medianOf } from './figure.ts';
import { factsOf, primaryOver, regionsWith, standbysOf } from './observed-things.ts';

const THINGS = 1_000;
const TURNS = 1_000;
const WARM_UP = 100;
const active = 'us-east-1';

/**
 * A turn of the controller that leads, and nothing of a network: each region's availability, what
 * most of three controllers see of every trigger, and what follows. A controller tells the others
 * of its active region alone; here each tells all that it sees, and the region that is active is
 * the last to be found. Its database has been gone for long enough, so that each turn fails over.
 */
export async function deciding(): Promise<Figure[]> {
  const turn = turnOf(loadPlan('fixtures/plans/semantest.yaml'));
  const times: number[] = [];
  for (let done = 0; done < WARM_UP + TURNS; done += 1) {
    const beganMs = performance.now();
    const decision = turn();
    const tookMs = performance.now() - beganMs;
    if (decision.kind !== 'failover') throw new Error(`decided ${JSON.stringify(decision)}`);
    if (done >= WARM_UP) times.push(tookMs);
  }
  const median = `median of ${TURNS} is ${medianOf(times).toFixed(2)} ms`;
  const of = `${THINGS} things seen by each of three, ${median}`;
  return [{ what: 'longest decision', value: Math.max(...times), limit: 5, unit: 'ms', of }];
}

function turnOf(plan: Plan): () => Decision {
  const { database_primary_failure: trigger } = plan.triggers;
  const nowMs = plan.control.historyMs + 2 * (trigger?.heldForMs ?? 0);
  const regions = regionsWith(THINGS, ['eu-west-1', 'us-west-2', active]);
  const observers = Object.keys(plan.regions);
  const policy = policyFrom(plan, ['database-failover']);
  const state: State = { phase: 'idle', active, epoch: 1, paused: false };
  const standbys = standbysOf(regions, active, nowMs);
  const primary = primaryOver(plan.control.historyMs, nowMs);
  const conditions = new Conditions(plan.triggers);
  const told = factsOf(regions, active, 0);
  const observe = (atMs: number) => {
    const own = factsOf(regions, active, atMs);
    const opinions = observers.map((observer, at) => ({ observer, facts: at === 0 ? own : told }));
    conditions.update(active, atMs, (when) => votedFor(when, active, opinions, observers));
    return hasQuorum(opinions, observers);
  };
  observe(0);
  return () => {
    const quorum = observe(nowMs);
    const heldSinceMs = conditions.heldSinceMs();
    const seen = { region: active, quorum, heldSinceMs, standbys, primary };
    return decide(policy, state, seen, nowMs);
  };
}
