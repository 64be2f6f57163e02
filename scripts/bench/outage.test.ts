import { expect, it } from 'vitest';
import { loadPlan } from '../../engine/index.ts';
import { journalOf } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { beyondMs, configuredMs, lateMs, promotedMs, routingMs } from './outage.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');

it('takes off what the trigger and the lease take, and nothing else', () => {
  expect(configuredMs(plan)).toBe(30_000 + 5_000 + 100);
  expect(beyondMs(36_000, plan)).toBe(900);
  const other = { ...plan, fencing: { ...plan.fencing, leaseTtlMs: 1_000 } };
  expect(beyondMs(36_000, other)).toBe(4_900);
});

it('refuses a plan without the trigger', () => {
  expect(() => configuredMs({ ...plan, triggers: {} })).toThrow(/database_primary_failure/);
});

it('finds when another region’s database first took writes, whatever was claimed', () => {
  const entries = drillEntries({ outageMs: 10_000 });
  const judged = judge(journalOf(entries));
  expect(promotedMs(judged)).toBe(6_500);
  const silent = entries.filter(({ kind }) => kind !== 'claim');
  expect(promotedMs(judge(journalOf(silent)))).toBe(6_500);
});

it('is infinite if no other did, and unknown if nothing bit', () => {
  const entries = drillEntries();
  const never = entries.filter((entry) => entry.kind !== 'observation' || entry.at === 'us-east-1');
  expect(promotedMs(judge(journalOf(never)))).toBe(Number.POSITIVE_INFINITY);
  const unbitten = entries.filter((entry) => entry.kind !== 'fault' || entry.event !== 'bite');
  expect(() => promotedMs(judge(journalOf(unbitten)))).toThrow(/no fault was seen to bite/);
});

it('tells where it went by what was claimed', () => {
  // Decided at 0.51 of the outage, fenced at 0.6 and promoted at 0.66 of it.
  const judged = judge(journalOf(drillEntries({ outageMs: 100_000, loadEndMs: 200_000 })));
  const { decided, fenced, promoted } = lateMs(judged, plan);
  expect([decided, fenced, promoted].map(Math.round)).toEqual([21_000, 3_900, 6_000]);
});

it('knows how long DNS may take to see who is routed to', () => {
  // A third of 10 s, and 250 ms of memory.
  expect(routingMs(plan)).toBeCloseTo(3_583.3, 1);
  const { dns } = plan;
  const twice = { ...dns, routingControl: { ...dns.routingControl, failures: 2 } };
  expect(routingMs({ dns: twice })).toBeCloseTo(13_583.3, 1);
});
