import { expect, it } from 'vitest';
import { loadPlan } from '../../engine/index.ts';
import { type Entry, journalOf } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import type { DrillShape } from '../../harness/judge/testing/drill-shape.ts';
import { loadTopology } from '../../harness/regions/index.ts';
import type { SavedRun } from './saved-run.ts';
import { figuresOf } from './saved-run-figures.ts';

const semantest = loadPlan('fixtures/plans/semantest.yaml');
const { links } = await loadTopology('fixtures/topologies/three-regions.yaml');
/** Of the drill that is made up, whose vantages are those of the plan. */
const fencing = { ...semantest.fencing, leaseTtlMs: 900, marginMs: 100 };
const { database_primary_failure: trigger } = semantest.triggers;
if (!trigger) throw new Error('the plan has no such trigger');
const triggers = { database_primary_failure: { ...trigger, heldForMs: 6_000 } };
const plan = { ...semantest, fencing, triggers };

function run(scenario: string, shape: Partial<DrillShape> = {}): SavedRun {
  const entries = drillEntries({ operationsPerSecond: 48, ...shape });
  const named = entries.map((each): Entry => (each.kind === 'run' ? { ...each, scenario } : each));
  return { judged: judge(journalOf(named)), plan, links };
}
const failure = (shape?: Partial<DrillShape>) => run('database_primary_failure', shape);
const figure = (runs: readonly SavedRun[], what: RegExp) => {
  const found = figuresOf(runs).filter((each) => what.test(each.what));
  expect(found).toHaveLength(1);
  return { value: Number.NaN, limit: Number.NaN, of: '', ...found[0] };
};

it('holds the outage against what is configured, the median and the worst', () => {
  // Promoted after 0.65 of the outage: 6.5, 7.8 and 9.1 s, beyond 7 s.
  const runs = [10_000, 12_000, 14_000].map((outageMs) => failure({ outageMs }));
  expect(figure(runs, /no writes, median/).value).toBeCloseTo(0.8);
  expect(figure(runs, /no writes, worst/).value).toBeCloseTo(2.1);
  expect(figure(runs, /no writes, worst/).of).toMatch(/^3 runs.* of 20, beyond 7 s/);
});

it('holds every vantage’s outage against the TTL and a second', () => {
  const { value, limit } = figure([failure(), failure({ outageMs: 20_000 })], /clients that/);
  const last = Math.max(
    ...failure({ outageMs: 20_000 }).judged.services.map(({ rtoMs }) => Number(rtoMs)),
  );
  expect(value).toBeCloseTo(last / 1_000 - 7);
  expect(limit).toBe(6);
});

it('counts a run that never came back as endless, and says that it is no pass', () => {
  const never = failure({ outageMs: 60_000 });
  const found = figure([failure(), never], /clients that/);
  expect(found.value).toBe(Number.POSITIVE_INFINITY);
  expect(found.of).toMatch(/^2 runs \([12] no pass\)/);
});

it('takes the delay of the link off what Postgres lost', () => {
  // Acknowledged up to so long before t0 and lost; operations come about 21 ms apart.
  const { value, limit } = figure([failure({ unreplicatedMs: 400 })], /lost of Postgres/);
  expect(limit).toBe(100);
  expect(value).toBeGreaterThan(300);
  expect(value).toBeLessThanOrEqual(400 - 32);
});

it('wants every vantage of the plan in a lost region', () => {
  const four = run('region_wide_outage');
  expect(figure([four], /end to end/)).toMatchObject({ limit: 300 });
  const three = run('region_wide_outage', { vantages: ['us-east-1', 'us-west-2', 'eu-west-1'] });
  expect(() => figuresOf([three])).toThrow(/ap-south-1/);
});

it('lets a switchover lose nothing, over all runs together', () => {
  const lost = (scenario: string) => figure([run(scenario), run(scenario)], /and lost/);
  expect(lost('planned_switchover')).toMatchObject({ limit: 0 });
  expect(lost('planned_switchover').value).toBeGreaterThan(0);
  const none = run('failback', { unreplicatedMs: 0 });
  expect(figure([none], /and lost, failback/).value).toBe(0);
});

it('refuses a scenario that nothing is asked of', () => {
  expect(() => figuresOf([run('witness_lost')])).toThrow(/witness_lost/);
});
