import { duration } from '../duration.ts';
import { lateSecondsShare } from '../tolerances.ts';
import { type Check, pass, unknown } from './check.ts';

/** The rig's own process, which drives no load. */
const rig = 'rig';

/**
 * The clients' event loop was hardly ever later than its bound while load was measured: what waits
 * in a client is not the service's latency. The share of samples over the bound counts, not a
 * percentile: see `lateSecondsShare`.
 */
export const clientsOnTime: Check = {
  id: 'clients-on-time',
  kind: 'assumption',
  examine({ journal, moments }) {
    const bound = journal.run.assumptions.maxEventLoopDelayMs;
    if (bound === undefined) return undefined;
    const delays = journal.samples
      .filter(({ of, at }) => of === 'event-loop-delay-ms' && at !== rig)
      .filter(({ atMs }) => atMs >= moments.steadyFromMs && atMs <= moments.loadEndMs)
      .map((sample) => sample.value);
    if (delays.length === 0) return unknown('the delay of the clients was not sampled');
    const late = delays.filter((delay) => delay > bound).length;
    const worst = duration(delays.reduce((a, b) => Math.max(a, b)));
    const share = `${late} of ${delays.length} samples`;
    const worded = `clients were over ${duration(bound)} late in ${share}, at worst ${worst}`;
    return late > delays.length * lateSecondsShare ? unknown(worded) : pass(worded);
  },
};
