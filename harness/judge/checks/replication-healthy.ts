import { median } from '../statistics.ts';
import { type Check, pass, unknown } from './check.ts';

/**
 * Before the fault each replica's lag was within its bound, in the median and at the last sample:
 * a single burst on the way is no sickness, but a replica that lags when the fault comes is.
 */
export const replicationHealthy: Check = {
  id: 'replication-healthy',
  kind: 'assumption',
  examine({ journal, moments }) {
    const bound = journal.run.assumptions.maxReplicationLagBytes;
    const byRegion = new Map<string, number[]>();
    for (const { of, at, atMs, value } of journal.samples) {
      if (of !== 'replication-lag-bytes') continue;
      if (atMs < moments.steadyFromMs || atMs > moments.steadyToMs) continue;
      const lags = byRegion.get(at) ?? [];
      if (lags.length === 0) byRegion.set(at, lags);
      lags.push(value);
    }
    if (byRegion.size === 0) return unknown('replication lag was not sampled before the fault');
    for (const [region, lags] of byRegion) {
      const worst = Math.max(median(lags) ?? 0, lags.at(-1) ?? 0);
      if (worst > bound)
        return unknown(
          `${region} lagged ${Math.round(worst)} bytes before the fault, at most ${bound}`,
        );
    }
    return pass(`${byRegion.size} replicas within ${bound} bytes before the fault`);
  },
};
