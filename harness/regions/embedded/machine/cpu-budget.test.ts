import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CpuBudget } from './cpu-budget.ts';

const periodMs = 100;
const quota = fc.double({ min: 0.01, max: 1, noNaN: true });
const lookMs = fc.double({ min: 1, max: 200, noNaN: true });

it('lets a process that is held by it use no more than its quota, but for one look', () => {
  fc.assert(
    fc.property(quota, fc.array(lookMs, { minLength: 50 }), (allowed, looks) => {
      const budget = new CpuBudget(periodMs);
      let [elapsed, used] = [0, 0];
      for (const ms of looks) {
        // One thread that is always busy, unless it is stopped.
        const usedMs = budget.isOverdrawn() ? 0 : ms;
        budget.account(ms, usedMs, allowed);
        elapsed += ms;
        used += usedMs;
      }
      expect(used).toBeLessThanOrEqual(elapsed * allowed + Math.max(...looks) + 1e-6);
    }),
  );
});

it('saves up no more than one period', () => {
  const budget = new CpuBudget(periodMs);
  budget.account(60_000, 0, 0.1);
  budget.account(0, 10, 0.1);
  expect(budget.isOverdrawn()).toBe(false);
  budget.account(0, 1, 0.1);
  expect(budget.isOverdrawn()).toBe(true);
});

it('says how long what is owed takes to be paid back', () => {
  const budget = new CpuBudget(periodMs);
  budget.account(0, 5, 0.1);
  expect(budget.waitMs(0.1)).toBeCloseTo(50, 10);
  budget.account(50, 0, 0.1);
  expect(budget.isOverdrawn()).toBe(false);
});
