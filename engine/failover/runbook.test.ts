import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import type { Failover } from './failover.ts';
import { runbooks } from './runbook.ts';
import { checkSteps } from './step.ts';
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

it('has no cycle and nothing missing', () => {
  expect(() => checkSteps(steps)).not.toThrow();
});

it.each([
  ['promote', 'fence'],
  ['epoch', 'promote'],
  ['activate', 'epoch'],
  ['reroute', 'activate'],
  ['reroute', 'cache'],
  ['validate', 'reroute'],
])('never begins %s before %s has ended', (later, earlier) => {
  expect(before(later)).toContain(earlier);
});

it('promotes nobody before what lives is drained, where a gateway is lost', () => {
  const moved = runbooks['gateway-failover']?.(failover as unknown as Failover) ?? [];
  expect(() => checkSteps(moved)).not.toThrow();
  expect(moved.find(({ name }) => name === 'promote')?.needs).toEqual(['fence', 'drain']);
  expect(moved.find(({ name }) => name === 'drain')?.needs).toEqual(['fence']);
});

it.each(['repoint', 'warm', 'cache-followers'])('does not let traffic wait for %s', (name) => {
  expect(before('reroute')).not.toContain(name);
});
