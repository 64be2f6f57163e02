import { expect, test } from 'vitest';
import { budgetLines } from './budget-lines.ts';

test('what was measured stands beside what the plan gave it; what did not end has nothing', () => {
  const bar = { service: 's', vantage: 'v', source: 'observed' } as const;
  const bars = [
    { ...bar, phase: 'first-error', startMs: 0, endMs: 100 },
    { ...bar, phase: 'detected', startMs: 100, endMs: 2_000 },
    { ...bar, phase: 'rerouted', startMs: 2_000, endMs: 2_500 },
    { ...bar, phase: 'fenced', startMs: 2_500, endMs: 2_500 },
  ] as const;
  const budget = [
    { phase: 'detection', ms: 3_000 },
    { phase: 'decision', ms: 1_000 },
    { phase: 'DNS propagation', ms: 400 },
    { phase: 'tea', ms: 1 },
    { phase: 'service restart', ms: 1_000 },
  ];
  const lines = budgetLines(budget, { service: 's', vantage: 'v', bars, totalMs: 2_500 });
  expect(lines.map(({ phase, tookMs }) => [phase, tookMs])).toEqual([
    ['detection', 2_000],
    ['decision', undefined],
    ['DNS propagation', 500],
    ['tea', undefined],
    ['service restart', undefined],
  ]);
});
