import { expect, test } from 'vitest';
import { stepBars } from './bands.ts';
import { union } from './spans.ts';
import { stepsOf } from './steps.ts';

const claim = (step: string, event: string, atMs: number) => ({ step, event, atMs, detail: '' });

test('each end is paired with the last beginning of its step; what lacks one stands alone', () => {
  const steps = stepsOf([
    claim('decided', 'noted', 1),
    claim('fence', 'started', 2),
    claim('promote', 'started', 3),
    claim('fence', 'failed', 4),
    claim('fence', 'started', 5),
    claim('fence', 'succeeded', 6),
    claim('reroute', 'succeeded', 7),
  ]);
  const told = steps.map(({ name, started, ended }) => [name, started?.atMs, ended?.atMs]);
  expect(told).toEqual([
    ['decided', undefined, 1],
    ['fence', 2, 4],
    ['promote', 3, undefined],
    ['fence', 5, 6],
    ['reroute', undefined, 7],
  ]);
});

test('a step begun twice is not lost, and one that never ended is drawn to the end', () => {
  const bars = stepBars([claim('warm', 'started', 1), claim('warm', 'started', 5)], 9);
  expect(bars.map((bar) => [bar.label, bar.startMs, bar.endMs, bar.style])).toEqual([
    ['warm …', 1, 9, 'bar-bad'],
    ['warm …', 5, 9, 'bar-bad'],
  ]);
});

test('overlapping stretches of time become one, touching ones too', () => {
  const span = (startMs: number, endMs: number) => ({ startMs, endMs });
  expect(union([span(5, 7), span(0, 3), span(3, 4), span(6, 6.5), span(9, 9)])).toEqual([
    span(0, 4),
    span(5, 7),
  ]);
});
