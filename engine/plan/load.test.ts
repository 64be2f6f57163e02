import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadPlan, parsePlan } from './load.ts';
import { PlanInvalid } from './plan-invalid.ts';

const fileOf = (name: string) => `fixtures/plans/${name}.yaml`;
const semantest = readFileSync(fileOf('semantest'), 'utf8');

/** The plan with one piece of text exchanged, and the line on which that piece began. */
function changed(from: string, to: string): { text: string; line: number } {
  const at = semantest.indexOf(from);
  if (at < 0) throw new RangeError(`the plan has no ${from}`);
  const line = semantest.slice(0, at).split('\n').length;
  return { text: semantest.replace(from, to), line };
}

function problemsOf(text: string) {
  try {
    parsePlan(text, 'plan.yaml');
  } catch (error) {
    if (error instanceof PlanInvalid) return error.problems;
    throw error;
  }
  return [];
}

it.each(['semantest', 'kyb'])('loads the plan of %s', (name) => {
  expect(loadPlan(fileOf(name)).name).toBe(name);
});

it('hands durations on in milliseconds, sizes in bytes and shares as ratios', () => {
  const plan = loadPlan(fileOf('semantest'));
  expect(plan.triggers.database_primary_failure?.heldForMs).toBe(30_000);
  expect(plan.assumptions.maxReplicationLagBytes).toBe(16 * 2 ** 20);
  expect(plan.targets.availability.overall).toBeCloseTo(0.9999, 10);
  expect(plan.replication.cache?.lagToleranceMs).toBe(100);
  expect(plan.backup.tiers.archive?.keepMs).toBe(7 * 365 * 86_400_000);
});

it.each([
  ['an unknown key', 'leaseTtl: 5 s', 'leaseTTL: 5 s', 'fencing.leaseTTL', /unknown key/],
  ['a number without a unit', 'leaseTtl: 5 s', 'leaseTtl: 5', 'fencing.leaseTtl', /with a unit/],
  ['a wrong unit', 'leaseTtl: 5 s', 'leaseTtl: 5 sec', 'fencing.leaseTtl', /with a unit/],
  ['a share beyond 100 %', 'overall: 99.99 %', 'overall: 101 %', 'availability.overall', /share/],
  ['no id in what is read', '/operations/{id}', '/operations', 'verification.read', /with {id}/],
  [
    'a region that is not there',
    'failover: [us-east-1, us-west-2]',
    'failover: [us-east-1, us-west-9]',
    'dns.failover',
    /us-west-9/,
  ],
  [
    'regions against their priority',
    'failover: [us-east-1, us-west-2]',
    'failover: [us-west-2, us-east-1]',
    'dns.failover',
    /by their priority in regions: us-east-1, us-west-2/,
  ],
  [
    'a vantage that is no region',
    'europe: eu-west-1',
    'europe: ap-south-1',
    'europe',
    /ap-south-1/,
  ],
  ['an area that is none', 'europe: eu-west-1', 'atlantis: eu-west-1', 'atlantis', /continent/],
  ['an area without a check', 'region: eu-west-1', 'region: us-east-1', 'to.europe', /HTTPS check/],
  ['a last resort unchecked', 'region: eu-west-1', 'region: us-east-1', 'lastResort', /HTTPS/],
  ['a last resort that comes before', 'Resort: eu-west-1', 'Resort: us-west-2', 'Resort', /not in/],
  ['a last resort that is nowhere', 'lastResort: eu', 'lastResort: me', 'lastResort', /me-west-1/],
  ['a name with two policies', 'nearest.s', 'api.s', 'geolocation.name', /another name/],
  ['a target below its hold', 'rtoTarget: 5 min', 'rtoTarget: 2 min', 'rtoTarget', /2.*its hold/],
  [
    'a target that the lease alone misses',
    'leaseTtl: 5 s',
    'leaseTtl: 4 min',
    'rtoTarget',
    /lease/,
  ],
  ['a budget that cannot be kept', 'endToEnd: 5 min', 'endToEnd: 3 min', 'endToEnd', /210 s/],
  [
    'a tolerated lag above the RPO',
    'lagAlert: 5 s',
    'lagAlert: 2 min',
    'targets.tiers.0.rpo',
    /2 min/,
  ],
  ['a pipeline that is not there', 'pipeline: cache', 'pipeline: cash', 'redis.pipeline', /cash/],
  ['a tier that is not there', 'redis: { tier: 1', 'redis: { tier: 7', 'redis.tier', /7/],
  ['a store kept that is not there', 'keeps: [postgres]', 'keeps: [mysql]', 'keeps', /mysql/],
  ['two active regions', 'role: hot-standby', 'role: active', 'regions', /found 2/],
  ['two comparisons', 'above: 5 s', 'above: 5 s, below: 4 s', 'when.0', /found 2/],
  [
    'a hold shorter than a probe',
    'heldFor: 30 s',
    'heldFor: 1400 ms',
    'heldFor',
    /1500 ms.*time-out/,
  ],
  ['a hold too short for damping', 'heldFor: 60 s', 'heldFor: 17 s', 'heldFor', /18 s/],
  ['an availability noticed too late', 'heldFor: 120 s', 'heldFor: 17 s', 'heldFor', /22 s/],
  [
    'a trigger that nothing measures',
    '  capacity: { every: 5 s',
    '  # { every: 5 s',
    'when',
    /capacity/,
  ],
  [
    'a trigger that scales by no figures',
    'scaling: # design',
    'scalings: # design',
    'capacity_exhaustion.action',
    /section scaling/,
  ],
  ['a scaling that adds nothing', 'instances: 2', 'instances: 1', 'scaling.instances', />=2/],
  [
    'a scaling that leaves no time to move',
    'readyWithin: 15 s',
    'readyWithin: 50 s',
    'capacity_exhaustion.rtoTarget',
    /245100 ms.*scaling/,
  ],
  [
    'a relief too short to be seen',
    'reliefWithin: 10 s',
    'reliefWithin: 1 s',
    'scaling.reliefWithin',
    /2 s/,
  ],
  [
    'a scaling whose relief nobody measures',
    '{ of: region, measure: memory, above: 95 % }',
    '{ of: redis, measure: reachable, is: false }',
    'capacity_exhaustion.when',
    /cpu and memory/,
  ],
  ['a p95 beyond the time-out', 'timeout: 8 s', 'timeout: 5 s', 'gateway.timeout', /5 s/],
  ['a gateway asked too seldom', 'gateway: { every: 5 s', 'gateway: { every: 6 s', 'every', /5 s/],
  ['a lead renewed too seldom', 'leaderTtl: 10 s', 'leaderTtl: 5 s', 'leaderTtl', /6 s, three/],
  ['opinions told too seldom', 'opinionLasts: 8 s', 'opinionLasts: 5 s', 'opinionLasts', /6 s/],
  ['a way to tell that there is none of', 'kind: slack', 'kind: fax', 'operators.kind', /slack/],
  [
    'a secret in the plan',
    'routingKeyFrom: { env: BLACKSTART_PAGERDUTY_ROUTING_KEY }',
    'routingKey: abc',
    'on-call.routingKey',
    /unknown key/,
  ],
  [
    'a secret from two places',
    '{ env: BLACKSTART_SLACK_WEBHOOK_URL }',
    '{ env: A, file: b }',
    'operators.urlFrom',
    /one of env, file/,
  ],
  ['no address', 'https://events.pagerduty.com', 'events.pagerduty.com', 'on-call.url', /http/],
  ['a password in an address', 'https://events', 'https://a:b@events', 'on-call.url', /http/],
  ['a severity unknown', '[critical, disaster]', '[fatal]', 'on-call.severities.0', /disaster/],
  ['a retry that shrinks', 'first: 1 s, most: 1 min', 'first: 2 min, most: 1 min', 'retry', /≤/],
])('refuses %s', (_, from, to, path, expected) => {
  const { text } = changed(from, to);
  const problem = problemsOf(text).find((each) => each.path.endsWith(path));
  expect(problem?.expected).toMatch(expected);
  const lineText = text.split('\n')[(problem?.line ?? 0) - 1];
  expect(lineText).toContain(path.split('.').findLast((key) => !/^\d+$/.test(key)));
});

it('tells every error at once, of the schema and of what contradicts, by line', () => {
  const text = semantest
    .replace('leaseTtl: 5 s', 'leaseTtl: soon')
    .replace('role: cold', 'role: frozen')
    .replace('endToEnd: 5 min', 'endToEnd: 1 min')
    .concat('colour: red\n');
  const problems = problemsOf(text);
  expect(problems.map(({ path }) => path)).toEqual([
    'regions.eu-west-1.role',
    'targets.budget.endToEnd',
    'fencing.leaseTtl',
    'colour',
  ]);
  expect(new PlanInvalid(problems).message).toContain(`plan.yaml:${problems[0]?.line}: regions`);
});

it('tells the line of text that is no YAML, and of a file that is not there', () => {
  expect(problemsOf('name: semantest\nregions: [1, 2\n')[0]?.line).toBeGreaterThanOrEqual(2);
  expect(problemsOf('just words')[0]?.expected).toMatch(/mapping/);
  expect(() => loadPlan('no/such/plan.yaml')).toThrow(/ENOENT/);
});
