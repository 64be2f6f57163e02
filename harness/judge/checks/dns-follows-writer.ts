import { duration } from '../duration.ts';
import { probeToleranceMs } from '../tolerances.ts';
import { wasWritable } from '../writers.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Whenever a vantage's answer changes to a region, that region's database was seen to take writes
 * within the probes' tolerance. A name that still leads to a dead region is downtime, measured by
 * the RTO; a name that moves to one that cannot write is this fault.
 */
export const dnsFollowsWriter: Check = {
  id: 'dns-follows-writer',
  kind: 'safety',
  examine({ journal, moments, writers }) {
    const answered = new Map<string, string>();
    let moves = 0;
    for (const { of, at, atMs, value } of journal.observations) {
      if (of !== 'dns-answer' || atMs >= moments.healMs) continue;
      const region = String(value);
      const before = answered.get(at);
      if (region !== 'none') answered.set(at, region);
      if (before === undefined || region === 'none' || region === before) continue;
      moves += 1;
      if (!writers.sightings.has(region))
        return unknown(`${at} was sent to ${region}, where nobody probed for writes`);
      const when = duration(atMs - moments.originMs);
      if (!wasWritable(writers, region, atMs - probeToleranceMs, atMs + probeToleranceMs))
        return fail(`${at} was sent to ${region} at ${when}, when it took no writes`);
    }
    if (answered.size === 0) return unknown('no answer of a resolver was recorded');
    return pass(`${moves} changes of answer, each to a region that took writes`);
  },
};
