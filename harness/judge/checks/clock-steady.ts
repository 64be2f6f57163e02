import { duration } from '../duration.ts';
import { type Check, pass, unknown } from './check.ts';

/** The calendar clock did not step against the monotonic one. */
export const clockSteady: Check = {
  id: 'clock-steady',
  kind: 'assumption',
  examine({ journal }) {
    const bound = journal.run.assumptions.maxClockStepMs;
    const steps = journal.samples.filter((sample) => sample.of === 'clock-step-ms');
    if (steps.length === 0) return unknown('clock steps were not sampled');
    const worst = steps.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
    if (worst > bound)
      return unknown(`the clock stepped ${duration(worst)}, at most ${duration(bound)}`);
    return pass(`largest clock step ${duration(worst)}`);
  },
};
