import { expect, it } from 'vitest';
import { Schedule } from './schedule.ts';

const vantages = ['east', 'west', 'south'];

it('gives every arrival its own moment, in turns, however late it is asked', () => {
  const schedule = new Schedule(1000, 200, vantages);
  expect(schedule.takeDue(999)).toEqual([]);
  expect(schedule.takeDue(1000)).toEqual([{ atMs: 1000, vantage: 'east' }]);
  // A stall of 15 ms: three at once, with the moments they should have had.
  expect(schedule.takeDue(1015)).toEqual([
    { atMs: 1005, vantage: 'west' },
    { atMs: 1010, vantage: 'south' },
    { atMs: 1015, vantage: 'east' },
  ]);
  expect(schedule.nextMs).toBe(1020);
});

it('does not drift over an hour of arrivals at a rate that is no round period', () => {
  const schedule = new Schedule(0, 240, vantages);
  const arrivals = schedule.takeDue(3_600_000);
  expect(arrivals).toHaveLength(3600 * 240 + 1);
  expect(arrivals.at(-1)?.atMs).toBe(3_600_000);
});
