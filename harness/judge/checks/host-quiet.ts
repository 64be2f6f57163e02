import { mean } from '../statistics.ts';
import { type Check, pass, unknown } from './check.ts';

/** On average over the measured time, no more than the bound's share waited for a CPU. */
export const hostQuiet: Check = {
  id: 'host-quiet',
  kind: 'assumption',
  examine({ journal, moments }) {
    const bound = journal.run.assumptions.maxCpuPressure;
    const pressures = journal.samples
      .filter(({ of, atMs }) => of === 'cpu-pressure' && atMs >= moments.steadyFromMs)
      .filter(({ atMs }) => atMs <= moments.loadEndMs)
      .map((sample) => sample.value);
    if (pressures.length === 0) return unknown('CPU pressure was not sampled');
    const average = mean(pressures);
    const words = `CPU pressure ${(average * 100).toFixed(1)} % on average`;
    if (average > bound) return unknown(`${words}, at most ${(bound * 100).toFixed(1)} %`);
    return pass(words);
  },
};
