import { expect, it } from 'vitest';
import { Schedule } from './schedule.ts';

const vantages = ['east', 'west', 'south'];

it('gives every arrival its own moment, in turns, however late it is asked', () => {
  const schedule = new Schedule({ startMs: 1000, perSecond: 200, rampMs: 0, vantages });
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
  const schedule = new Schedule({ startMs: 0, perSecond: 240, rampMs: 0, vantages });
  const arrivals = schedule.takeDue(3_600_000);
  expect(arrivals).toHaveLength(3600 * 240 + 1);
  expect(arrivals.at(-1)?.atMs).toBe(3_600_000);
});

it('grows evenly to its rate in the ramp, and keeps it', () => {
  const schedule = new Schedule({ startMs: 500, perSecond: 240, rampMs: 3000, vantages });
  const arrivals = schedule.takeDue(5500);
  const between = (fromMs: number, toMs: number) =>
    arrivals.filter(({ atMs }) => atMs >= 500 + fromMs && atMs < 500 + toMs).length;
  expect([between(0, 1000), between(1000, 2000), between(2000, 3000)]).toEqual([40, 120, 200]);
  expect([between(3000, 4000), between(4000, 5000)]).toEqual([240, 240]);
  expect(arrivals[0]?.atMs).toBe(500);
});
