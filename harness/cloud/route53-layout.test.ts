import { expect, test } from 'vitest';
import { loadPlan } from '../../engine/index.ts';
import { layoutRoute53 } from './route53-layout.ts';

const { dns } = await loadPlan('fixtures/plans/semantest.yaml');
const where = {
  reference: 'run',
  machines: {
    'us-east-1': '127.10.7.1',
    'us-west-2': '127.20.7.1',
    'eu-west-1': '127.30.7.1',
  },
  gatewayPort: 8080,
  routingControls: {
    'us-east-1': { host: '127.10.7.1', port: 7800 },
    'us-west-2': { host: '127.20.7.1', port: 7800 },
    'eu-west-1': { host: '127.30.7.1', port: 7800 },
  },
};

test('the checks of A8 are laid out with their figures, HTTPS as HTTP on the gateway', () => {
  const { checks, ttlSeconds } = layoutRoute53(dns, where);
  const from = ['us-east-1', 'us-west-2', 'eu-west-1'];
  expect(ttlSeconds).toBe(5);
  expect(checks['api-us-east-1']).toEqual({
    type: 'HTTP',
    host: '127.10.7.1',
    port: 8080,
    path: '/health',
    intervalSeconds: 30,
    failureThreshold: 3,
    from,
  });
  expect(checks['database-us-east-1']).toEqual({
    type: 'TCP',
    host: '127.10.7.1',
    port: 5432,
    intervalSeconds: 10,
    failureThreshold: 2,
    from,
  });
});

test('a region is open while its gateway and routing control are healthy, not its database', () => {
  const { failover, checks, majorities, alternatives } = layoutRoute53(dns, where);
  expect(failover).toEqual([
    {
      region: 'us-east-1',
      host: '127.10.7.1',
      mustBeHealthy: ['api-us-east-1', 'permitted-us-east-1', 'kept-us-east-1'],
    },
    {
      region: 'us-west-2',
      host: '127.20.7.1',
      mustBeHealthy: ['api-us-west-2', 'permitted-us-west-2'],
    },
  ]);
  const doors = ['us-east-1', 'us-west-2', 'eu-west-1'].map((at) => `routing-us-west-2-at-${at}`);
  expect(majorities['routing-us-west-2']).toEqual(doors);
  const ways = ['routing-us-west-2', 'forced-us-west-2'];
  expect(alternatives?.['permitted-us-west-2']).toEqual(ways);
  expect(checks['routing-us-west-2-at-us-east-1']).toMatchObject({
    host: '127.10.7.1',
    port: 7800,
    path: '/routing/us-west-2',
  });
});

test('the first region alone is closed once most controllers say that it was left', () => {
  const { checks, majorities } = layoutRoute53(dns, where);
  const doors = ['us-east-1', 'us-west-2', 'eu-west-1'].map((at) => `kept-us-east-1-at-${at}`);
  expect(majorities['kept-us-east-1']).toEqual(doors);
  expect(checks['kept-us-east-1-at-eu-west-1']).toEqual({
    ...checks['routing-us-east-1-at-eu-west-1'],
    path: '/routing/us-east-1/left',
    inverted: true,
  });
  const inverted = Object.entries(checks).filter((entry) => entry[1].inverted);
  expect(inverted.map(([name]) => name)).toEqual(doors);
  expect(majorities).not.toHaveProperty('kept-us-west-2');
});

test('a region is opened by force at its own controller alone', () => {
  const { checks } = layoutRoute53(dns, where);
  expect(checks['forced-us-west-2']).toMatchObject({
    host: '127.20.7.1',
    port: 7800,
    path: '/routing/us-west-2/forced',
  });
});

test('the region of last resort is answered when it is opened by force', () => {
  const { lastResort, checks } = layoutRoute53(dns, where);
  expect(lastResort).toEqual({
    region: 'eu-west-1',
    host: '127.30.7.1',
    mustBeHealthy: ['api-eu-west-1', 'forced-eu-west-1'],
  });
  expect(checks['forced-eu-west-1']).toMatchObject({ host: '127.30.7.1' });
  const { 'eu-west-1': _, ...others } = where.routingControls;
  expect(() => layoutRoute53(dns, { ...where, routingControls: others })).toThrow(/no controller/);
});

test('the nearest region is answered while its own gateway is healthy', () => {
  const { geolocation } = layoutRoute53(dns, where);
  expect(geolocation).toEqual({
    name: 'nearest.semantest.test',
    answers: {
      'north-america': {
        region: 'us-east-1',
        host: '127.10.7.1',
        mustBeHealthy: ['api-us-east-1'],
      },
      europe: { region: 'eu-west-1', host: '127.30.7.1', mustBeHealthy: ['api-eu-west-1'] },
      default: { region: 'us-west-2', host: '127.20.7.1', mustBeHealthy: ['api-us-west-2'] },
    },
  });
});

test('an interval that Route 53 does not have is refused', () => {
  const routingControl = { ...dns.routingControl, everyMs: 2_000 as typeof dns.ttlMs };
  expect(() => layoutRoute53({ ...dns, routingControl }, where)).toThrow(/every 10 s or 30 s/);
});
