import { expect, it } from 'vitest';
import { loadPlan } from '../../plan/load.ts';
import { followingChecks } from './following-checks.ts';

const { dns } = loadPlan('fixtures/plans/semantest.yaml');
const database = dns.healthChecks['database-us-east-1'];

it('is what only the active region has, whichever way it moves', () => {
  expect(followingChecks(dns.healthChecks, ['us-east-1', 'us-west-2'])).toEqual([database]);
  expect(followingChecks(dns.healthChecks, ['us-west-2', 'us-east-1'])).toEqual([database]);
});

it('is nothing where both regions are checked alike', () => {
  const { healthChecks } = loadPlan('fixtures/plans/kyb.yaml').dns;
  expect(followingChecks(healthChecks, ['us-east-1', 'us-west-2'])).toEqual([]);
});

it('is not a check of the same region at another port or path', () => {
  const api = dns.healthChecks['api-us-west-2'];
  if (!api) throw new Error('the plan has no check of us-west-2');
  const healthChecks = { ...dns.healthChecks, 'api-us-west-2': { ...api, path: '/other' } };
  expect(followingChecks(healthChecks, ['us-east-1', 'us-west-2'])).toHaveLength(3);
});
