import { expect, test } from 'vitest';
import { loadPlan } from '../../engine/index.ts';
import { checkTogether } from './check-together.ts';
import { defaultTopology } from './prepare.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const topology = await defaultTopology(process.cwd());
const scenario = {
  name: 'database_primary_failure',
  title: 'x',
  expectation: 'recovery',
  steadyMs: 1,
  faults: [{ fault: 'kill-server', region: 'us-east-1', server: 'postgres' }],
} as const;

test('what belongs together is accepted', () => {
  expect(() => checkTogether(plan, topology, scenario)).not.toThrow();
});

test('a region that is nowhere and a plan without the service are said at once', () => {
  const kyb = loadPlan('fixtures/plans/kyb.yaml');
  const faults = [{ fault: 'kill-server', region: 'mars', server: 'postgres' }];
  const check = () => checkTogether(kyb, topology, { ...scenario, faults });
  expect(check).toThrow(/no service core-api/);
  expect(check).toThrow(/no region mars/);
});

test('of several regions each has to be there', () => {
  const faults = [{ fault: 'lose-region', region: ['us-east-1', 'mars'] }];
  const check = () => checkTogether(plan, topology, { ...scenario, faults });
  expect(check).toThrow(/^three-regions, which .* breaks, has no region mars/);
});

test('load has to be at a vantage that is there', () => {
  const load = { k6: 'spike', ratePerSecond: 1, vantage: 'mars' };
  const check = () => checkTogether(plan, topology, { ...scenario, load });
  expect(check).toThrow(/has no vantage mars/);
});

test('a topology without a place for the controller is refused', () => {
  const regions = topology.regions.filter(({ role }) => role !== 'hot-standby');
  expect(() => checkTogether(plan, { ...topology, regions }, scenario)).toThrow(/no hot standby/);
});

test('a fault that a runtime cannot have is said before anything is started', () => {
  const faults = [{ fault: 'disconnect-region', region: 'us-east-1' }];
  const disconnected = { ...scenario, faults };
  const checkIn = (runtime: 'embedded' | 'containers') => () =>
    checkTogether(plan, topology, disconnected, runtime);
  expect(checkIn('embedded')).toThrow(/disconnect-region, .* embedded: use --runtime containers/);
  expect(checkIn('containers')).not.toThrow();
});
