import { expect, it } from 'vitest';
import { clockOfSleeps } from '../../../faults/testing/clock-of-sleeps.ts';
import { UseMeter } from './use-meter.ts';

const identity = { pid: 7, startTicks: 1 };

/** A process that uses half a processor, or what is given, and a meter of it. */
function rig() {
  const clock = clockOfSleeps();
  const used = { cpuMs: 0, perMs: 0.5, atMs: 0, ended: false };
  const read = () => {
    used.cpuMs += (clock.monotonicMs() - used.atMs) * used.perMs;
    used.atMs = clock.monotonicMs();
    return used.ended ? undefined : { cpuMs: used.cpuMs, residentBytes: 1 };
  };
  return { clock, used, meter: new UseMeter(clock, read) };
}

it('measures for a moment where nobody has asked before', async () => {
  const { clock, meter } = rig();
  expect(await meter.cpus(identity)).toBeCloseTo(0.5, 10);
  expect(clock.monotonicMs()).toBe(250);
});

it('tells the mean of the last few seconds, and of no more', async () => {
  const { clock, meter, used } = rig();
  await meter.cpus(identity);
  await clock.sleep(3_750);
  await meter.cpus(identity);
  used.perMs = 0.1;
  await clock.sleep(1_000);
  expect(await meter.cpus(identity)).toBeGreaterThan(0.1);
  await clock.sleep(6_000);
  expect(await meter.cpus(identity)).toBeCloseTo(0.1, 10);
});

it('counts nothing of another process, nor of one that has ended', async () => {
  const { clock, meter, used } = rig();
  await meter.cpus(identity);
  used.cpuMs = -5_000;
  await clock.sleep(1_000);
  expect(await meter.cpus({ pid: 7, startTicks: 2 })).toBeCloseTo(0.5, 10);
  used.ended = true;
  expect(await meter.cpus(identity)).toBe(0);
});
