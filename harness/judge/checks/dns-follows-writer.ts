import type { ObservationEntry } from '../../journal/index.ts';
import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { probeToleranceMs } from '../tolerances.ts';
import { wasWritable } from '../writers.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Whenever a vantage's answer changes to a region, that region's database was seen to take writes
 * within the probes' tolerance, and was not fenced: in an epoch older than one that another region
 * had acknowledged writes in. A name that still leads to a dead region is downtime, measured by
 * the RTO; a name that moves to one that cannot write, or may not, is this fault.
 */
export const dnsFollowsWriter: Check = {
  id: 'dns-follows-writer',
  kind: 'safety',
  examine(evidence) {
    const { journal, moments, writers } = evidence;
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
      const move = `${at} was sent to ${region} at ${duration(atMs - moments.originMs)}`;
      if (!wasWritable(writers, region, atMs - probeToleranceMs, atMs + probeToleranceMs))
        return fail(`${move}, when it took no writes`);
      const newer = newerElsewhere(evidence, region, atMs);
      if (newer) return fail(`${move}, when it was fenced: ${newer}`);
    }
    if (answered.size === 0) return unknown('no answer of a resolver was recorded');
    return pass(`${moves} changes of answer, each to a region that took writes`);
  },
};

function newerElsewhere({ writers, epochStarts }: Evidence, region: string, atMs: number) {
  const isEarlier = (seen: ObservationEntry) =>
    seen.value === true && seen.atMs <= atMs + probeToleranceMs;
  const epoch = writers.sightings.get(region)?.findLast(isEarlier)?.epoch;
  if (epoch === undefined) return undefined;
  const newer = epochStarts.find(
    (start) => start.region !== region && start.epoch > epoch && start.firstMs < atMs,
  );
  return newer && `${newer.region} wrote in epoch ${newer.epoch}, it was in ${epoch}`;
}
