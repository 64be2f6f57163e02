import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import { met } from './condition.ts';
import type { Fact } from './fact.ts';

const { triggers } = loadPlan('fixtures/plans/semantest.yaml');
const region = 'us-east-1';
const fact = (of: Fact['of'], measure: Fact['measure'], value: Fact['value']): Fact => ({
  of,
  region,
  measure,
  value,
  atMs: 5,
});

it.each([
  ['database_primary_failure', [fact('postgres', 'reachable', false)], true],
  ['database_primary_failure', [fact('postgres', 'reachable', true)], false],
  ['database_primary_failure', [{ ...fact('postgres', 'reachable', false), region: 'x' }], false],
  ['api_gateway_failure', [fact('gateway', 'healthy', false)], true],
  ['region_wide_outage', [fact('region', 'availability', 0.49)], true],
  ['region_wide_outage', [fact('region', 'availability', 0.5)], false],
  ['high_latency_degradation', [fact('gateway', 'latency-p95', 5_001)], true],
  ['high_latency_degradation', [fact('gateway', 'latency-p95', 5_000)], false],
  ['capacity_exhaustion', [fact('region', 'cpu', 0.91), fact('region', 'memory', 0.96)], true],
  ['capacity_exhaustion', [fact('region', 'cpu', 0.91), fact('region', 'memory', 0.95)], false],
  ['capacity_exhaustion', [fact('region', 'cpu', 0.91)], false],
  ['capacity_exhaustion', [], false],
])('%s with %j is met: %s', (name, facts, expected) => {
  expect(met(triggers[name]?.when ?? [], region, facts).met).toBe(expected);
});

it('counts from when the last of its conditions was found, not last seen', () => {
  const facts = [
    { ...fact('postgres', 'reachable', false), sinceMs: 2 },
    { ...fact('redis', 'reachable', false), sinceMs: 3 },
  ];
  const when = facts.map(({ of, measure }) => ({ of, measure, is: false }));
  expect(met(when, region, facts)).toEqual({ met: true, sinceMs: 3 });
  expect(
    met(triggers.database_primary_failure?.when ?? [], region, [
      fact('postgres', 'reachable', false),
    ]),
  ).toEqual({ met: true, sinceMs: 5 });
});
