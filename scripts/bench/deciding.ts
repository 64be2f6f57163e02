import { type Decision, decide } from '../../engine/decide/decide.ts';
import { policyFrom } from '../../engine/decide/policy.ts';
import type { State } from '../../engine/decide/state.ts';
import { loadPlan, type Plan } from '../../engine/index.ts';
import { Conditions } from '../../engine/watch/conditions.ts';
import { hasQuorum, votedFor } from '../../engine/watch/vote.ts';
import { type Figure, medianOf } from './figure.ts';
import { factsOf, primaryOver, regionsWith, standbysOf } from './observed-things.ts';

const THINGS = 1_000;
const ROUNDS = 9;
const TURNS = 200;
const active = 'us-east-1';

/**
 * A turn of the controller that leads, and nothing of a network: each region's availability, what
 * most of three controllers see of every trigger, and what follows. A controller tells the others
 * of its active region alone; here each tells all that it sees, and the region that is active is
 * the last to be found. Its database has been gone for long enough, so that each turn fails over.
 * The longest of a round counts, and of the rounds the median: now and then a machine stands still.
 */
export async function deciding(): Promise<Figure[]> {
  const turn = turnOf(loadPlan('fixtures/plans/semantest.yaml'));
  const longestMs: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = Array.from({ length: TURNS }, () => timeOf(turn));
    longestMs.push(Math.max(...taken));
    times.push(...taken);
  }
  const median = `median of all ${medianOf(times).toFixed(2)} ms`;
  const worst = `longest ${Math.max(...times).toFixed(2)} ms`;
  return [
    {
      what: 'longest decision, median of rounds',
      value: medianOf(longestMs),
      limit: 5,
      unit: 'ms',
      of: `${THINGS} things seen by each of three; ${median}, ${worst}`,
    },
  ];
}

function timeOf(turn: () => Decision): number {
  const beganMs = performance.now();
  const decision = turn();
  const tookMs = performance.now() - beganMs;
  if (decision.kind !== 'failover') throw new Error(`decided ${JSON.stringify(decision)}`);
  return tookMs;
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
    conditions.update(active, atMs, (when) =>
      votedFor(when, active, opinions, observers) ? atMs : undefined,
    );
    return hasQuorum(opinions, observers);
  };
  observe(0);
  return () => {
    const quorum = observe(nowMs);
    const heldSinceMs = conditions.heldSinceMs();
    const seen = { region: active, quorum, heldSinceMs, standbys, primary, barred: [] };
    return decide(policy, state, seen, nowMs);
  };
}
