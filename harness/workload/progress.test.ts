import { expect, it } from 'vitest';
import type { OperationEntry, Outcome } from '../journal/index.ts';
import { Progress } from './progress.ts';

const ended = (vantage: string, outcome: Outcome, tookMs: number, id = 1): OperationEntry => ({
  ...{ kind: 'op', id, type: 'write', service: 'core-api', bytes: 0 },
  ...{ atMs: 1000, endMs: 1000 + tookMs, vantage, outcome },
});

it('counts each vantage apart, times only what was ok, and begins anew when taken', () => {
  const progress = new Progress(['east', 'west'], [20]);
  for (let tookMs = 1; tookMs <= 200; tookMs += 1) progress.add(ended('east', 'ok', tookMs));
  progress.add(ended('east', 'indeterminate', 4000));
  progress.add(ended('east', 'fail', 9000));
  for (const outcome of ['ok', 'fail', 'indeterminate'] as const) {
    progress.add(ended('east', outcome, 198, 40));
  }
  const idle = { ok: 0, fail: 0, indeterminate: 0, p99Ms: null, seldom: { ok: 0, failed: 0 } };
  expect(progress.take()).toEqual({
    east: { ok: 201, fail: 2, indeterminate: 2, p99Ms: 198, seldom: { ok: 1, failed: 2 } },
    west: idle,
  });
  expect(progress.take()).toEqual({ east: idle, west: idle });
});
