import { expect, it } from 'vitest';
import type { StandbyView } from '../decide/target.ts';
import { runbooks } from '../failover/runbook.ts';
import type { World } from '../failover/world.ts';
import { loadPlan } from '../plan/load.ts';
import { dryRun } from './dry-run.ts';
import type { View } from './status.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
// A world of which nothing but the plan and a home is there: whoever touched it would fail.
const world = { plan, endpoints: { home: 'eu-west-1' } } as unknown as World;
const nowMs = 1_000_000;
const trigger = 'database_primary_failure';

const standby = (region: string): StandbyView => ({
  region,
  atMs: nowMs - 100,
  timeline: 1,
  receivedLsn: 7n,
  primaryHeardAtMs: nowMs - 100,
});

const seen = {
  quorum: true,
  unfit: [],
  refused: [],
  ownSinceMs: {},
  barred: [],
  primary: [{ atMs: nowMs - 100, lsn: 7n }],
};

function view(change: Partial<View> = {}): View {
  return {
    state: { active: 'us-east-1', epoch: 4, phase: 'idle', paused: false },
    observation: {
      region: 'us-east-1',
      heldSinceMs: {},
      standbys: [standby('us-west-2')],
      ...seen,
    },
    facts: [],
    ...change,
  };
}

it('does nothing now that all is well, and says what it would do if it were not', () => {
  const { now, ifHeld } = dryRun(runbooks, world, view(), nowMs);
  expect(now).toEqual({ decision: { kind: 'wait', why: 'healthy' }, steps: [] });
  const planned = ifHeld[trigger];
  expect(planned?.decision).toMatchObject({ kind: 'failover', to: 'us-west-2', epoch: 5 });
  const promote = planned?.steps.find(({ name }) => name === 'promote');
  expect(promote).toEqual({
    name: 'promote',
    needs: ['fence'],
    deadlineMs: expect.any(Number),
    bestEffort: false,
    canBeUndone: false,
    mayAvert: false,
  });
});

it('says what it decides now', () => {
  const silent = { ...standby('us-west-2'), primaryHeardAtMs: undefined };
  const heldSinceMs = { [trigger]: nowMs - 31_000 };
  const observation = { region: 'us-east-1', heldSinceMs, standbys: [silent], ...seen };
  const { now } = dryRun(runbooks, world, view({ observation }), nowMs);
  expect(now.decision).toMatchObject({ kind: 'failover', trigger });
  expect(now.steps.map(({ name }) => name)).toContain('reroute');
});

it('says why nothing could be done', () => {
  const observation = { region: 'us-east-1', heldSinceMs: {}, standbys: [], ...seen };
  const nowhere = dryRun(runbooks, world, view({ observation }), nowMs);
  expect(nowhere.ifHeld[trigger]).toMatchObject({ decision: { why: 'no-target' }, steps: [] });
  const state = { active: 'us-east-1', epoch: 4, phase: 'stuck', paused: false } as const;
  const stuck = dryRun(runbooks, world, view({ state }), nowMs);
  expect(stuck.ifHeld[trigger]?.decision).toMatchObject({ why: 'stuck' });
});

it('says what a switchover to each other region would do', () => {
  const { ifAsked } = dryRun(runbooks, world, view(), nowMs);
  expect(Object.keys(ifAsked)).toEqual(['us-west-2']);
  const planned = ifAsked['us-west-2'];
  expect(planned?.decision).toMatchObject({ action: 'switchover', from: 'us-east-1', epoch: 5 });
  const fence = planned?.steps.find(({ name }) => name === 'fence');
  expect(fence).toMatchObject({ needs: ['prepare', 'detach'], canBeUndone: true });
  expect(planned?.steps.map(({ name }) => name)).toContain('rejoin');
});

it('says what an activation of the region that is asked would do', () => {
  const { ifActivated } = dryRun(runbooks, world, view(), nowMs);
  expect(ifActivated.decision).toMatchObject({ action: 'activate', to: 'eu-west-1', epoch: 5 });
  const [first, ...others] = ifActivated.steps;
  expect(first).toMatchObject({ name: 'stand-alone', needs: [] });
  expect(others.map(({ name }) => name)).toContain('reroute');
  expect(others.filter(({ needs }) => needs.length === 0)).toEqual([]);
  expect(ifActivated.steps.some(({ canBeUndone }) => canBeUndone)).toBe(false);
});
