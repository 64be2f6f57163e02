import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import type { Failover } from './failover.ts';
import { askedFor, checkRunbooks, type Runbooks, runbooks } from './runbook.ts';
import { checkSteps, RunbookInvalid, type Step } from './step.ts';
import type { World } from './world.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
// Making the steps touches nothing of the world but the plan; running them is tested for real.
const failover = { world: { plan } as World, from: 'us-east-1', epoch: 2, target: 'us-west-2' };
const steps = runbooks['database-failover']?.(failover as unknown as Failover) ?? [];

/** All that must have ended before a step begins, near and far. */
function before(name: string): Set<string> {
  const needs = steps.find((step) => step.name === name)?.needs ?? [];
  return new Set(needs.flatMap((need) => [need, ...before(need)]));
}

it('finds a cycle before anything is run, also one between certain regions alone', () => {
  const world = { plan } as World;
  expect(() => checkRunbooks(runbooks, world)).not.toThrow();
  const step = { name: 'a', deadlineMs: 1, run: async () => '' };
  const activate: Runbooks[string] = ({ from, target }) => [
    { ...step, needs: from === target ? ['a'] : [] },
  ];
  expect(() => checkRunbooks({ ...runbooks, activate }, world)).toThrow(RunbookInvalid);
});

it('has no cycle and nothing missing', () => {
  expect(() => checkSteps(steps)).not.toThrow();
});

it.each([
  ['promote', 'fence'],
  ['epoch', 'promote'],
  ['activate', 'epoch'],
  ['repoint', 'slots'],
  ['reroute', 'activate'],
  ['reroute', 'cache'],
  ['reroute', 'close'],
  ['reroute', 'open-events'],
  ['reroute', 'open-objects'],
  ['validate', 'reroute'],
])('never begins %s before %s has ended', (later, earlier) => {
  expect(before(later)).toContain(earlier);
});

it('promotes nobody before what lives is drained, where a gateway is lost', () => {
  const moved = runbooks['gateway-failover']?.(failover as unknown as Failover) ?? [];
  expect(() => checkSteps(moved)).not.toThrow();
  expect(moved.find(({ name }) => name === 'promote')?.needs).toEqual(['fence', 'drain']);
  expect(moved.find(({ name }) => name === 'drain')?.needs).toEqual(['fence', 'detach']);
});

it('promotes what was drained into and no other, where a gateway is lost', async () => {
  const did: string[] = [];
  const drained = {
    ...failover,
    drained: () => true,
    // Nobody is asked for a position, and of another nothing is there.
    world: { plan, postgres: { 'us-west-2': { promote: async () => did.push('promote') } } },
    commit: async (region: string) => did.push(`commit ${region}`),
  };
  const moved = runbooks['gateway-failover']?.(drained as unknown as Failover) ?? [];
  await moved.find(({ name }) => name === 'promote')?.run(new AbortController().signal);
  expect(did).toEqual(['commit us-west-2', 'promote']);
});

it('scales a region that has no capacity left before all else', () => {
  const scaling = { ...failover, trigger: 'capacity_exhaustion' } as unknown as Failover;
  const moved = runbooks['scale-then-failover']?.(scaling) ?? [];
  expect(() => checkSteps(moved)).not.toThrow();
  const first = moved.filter(({ needs }) => needs.length === 0);
  expect(first.map(({ name }) => name)).toEqual(['scale']);
  expect(moved.find(({ name }) => name === 'scale')).toMatchObject({
    bestEffort: true,
    mayAvert: true,
  });
  const without = runbooks['gateway-failover']?.(scaling) ?? [];
  expect(moved.slice(1).map(({ name }) => name)).toEqual(without.map(({ name }) => name));
});

it('takes what an operator asks for from a database that lives, and drains it first', () => {
  const moved = runbooks.switchover?.(failover as unknown as Failover) ?? [];
  expect(() => checkSteps(moved)).not.toThrow();
  const needs = Object.fromEntries(moved.map((step) => [step.name, step.needs]));
  expect(needs).toMatchObject({
    prepare: [],
    detach: ['prepare'],
    fence: ['prepare', 'detach'],
    close: ['prepare'],
    drain: ['fence', 'detach'],
    promote: ['fence', 'drain'],
    'drain-events': ['fence-events'],
    rejoin: ['repoint', 'validate'],
  });
  const names = (some: readonly Step[]) => some.map(({ name }) => name).sort();
  expect(names(moved)).toEqual(
    [...names(steps), 'detach', 'drain', 'drain-events', 'prepare', 'rejoin'].sort(),
  );
});

it('can go back until the target is promoted, and a rejoin holds nothing up', () => {
  const moved = runbooks.switchover?.(failover as unknown as Failover) ?? [];
  const undone = moved.filter(({ undo }) => undo).map(({ name }) => name);
  expect(undone.sort()).toEqual(['close', 'detach', 'fence']);
  expect(moved.find(({ name }) => name === 'rejoin')?.bestEffort).toBe(true);
  expect(moved.filter(({ needs }) => needs.includes('rejoin'))).toEqual([]);
});

it('begins an epoch for a switchover, and none for a rejoin', () => {
  expect(askedFor('switchover', 'us-east-1', 'us-west-2', 4).epoch).toBe(5);
  expect(askedFor('rejoin', 'us-east-1', 'us-west-2', 4).epoch).toBe(4);
  expect(askedFor('activate', 'us-east-1', 'us-east-1', 4).epoch).toBe(5);
});

it.each(['repoint', 'slots', 'warm', 'cache-followers', 'fence-events', 'fence-objects'])(
  'does not let traffic wait for %s',
  (name) => {
    expect(before('reroute')).not.toContain(name);
  },
);

const activated = { ...failover, target: 'eu-west-1' };

it('fences before it promotes where all others are given up, and undoes nothing', () => {
  const forced = runbooks.activate?.(activated as unknown as Failover) ?? [];
  expect(() => checkSteps(forced)).not.toThrow();
  const needs = Object.fromEntries(forced.map((step) => [step.name, step.needs]));
  expect(needs['stand-alone']).toEqual([]);
  expect(needs.fence).toEqual(['stand-alone']);
  expect(needs.promote).toEqual(['fence']);
  expect(needs['commit-alone']).toEqual(['promote']);
  expect(needs.activate).toEqual(['epoch']);
  expect(needs.reroute).toEqual(['close', 'activate', 'cache', 'open-events', 'open-objects']);
  expect(forced.filter(({ undo }) => undo)).toEqual([]);
  const lost = forced.filter(({ bestEffort }) => bestEffort).map(({ name }) => name);
  expect(lost).toEqual(
    expect.arrayContaining(['repoint', 'cache-followers', 'fence-events', 'fence-objects']),
  );
});

it('does nothing to the stores of a region that was the active one before', () => {
  const here = { ...activated, from: 'eu-west-1' };
  const forced = runbooks.activate?.(here as unknown as Failover) ?? [];
  expect(() => checkSteps(forced)).not.toThrow();
  const names = forced.map(({ name }) => name);
  for (const other of ['cache', 'fence-events', 'fence-objects', 'repoint'])
    expect(names).not.toContain(other);
  expect(names).toContain('activate');
});
