import { expect, test } from 'vitest';
import { journalOf } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { phaseMs, phaseOrder, waterfallsOf } from './phases.ts';

test('the phases of each vantage add up to its RTO', () => {
  const judged = judge(journalOf(drillEntries()));
  const waterfalls = waterfallsOf(judged.waterfall);
  expect(waterfalls.map((waterfall) => waterfall.vantage)).toEqual(
    judged.services.map((service) => service.vantage),
  );
  waterfalls.forEach((waterfall, index) => {
    const rows = phaseOrder.reduce((sum, phase) => sum + (phaseMs(waterfall, phase) ?? 0), 0);
    expect(rows).toBeCloseTo(waterfall.totalMs, 6);
    expect(waterfall.totalMs).toBeCloseTo(judged.services[index]?.rtoMs as number, 6);
  });
});

test('a phase in several bars is their sum, and one without a bar is not zero', () => {
  const bar = { service: 's', vantage: 'v', phase: 'unexplained', source: 'unexplained' } as const;
  const [waterfall] = waterfallsOf([
    { ...bar, startMs: 0, endMs: 10 },
    { ...bar, phase: 'decided', startMs: 10, endMs: 15, source: 'claimed' },
    { ...bar, startMs: 15, endMs: 20 },
  ]);
  if (!waterfall) throw new Error('no waterfall');
  expect(phaseMs(waterfall, 'unexplained')).toBe(15);
  expect(phaseMs(waterfall, 'stable')).toBeUndefined();
});
