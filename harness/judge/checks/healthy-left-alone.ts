import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** Claims of a failover, and not of mere attention. */
const acts = new Set(['decided', 'fence', 'promote', 'reroute']);

/**
 * Until the first fault, and in a control run until the end, nothing is failed over: no step of a
 * failover is claimed, no second region is seen to take writes, and the epoch stays.
 */
export const healthyLeftAlone: Check = {
  id: 'healthy-left-alone',
  kind: 'safety',
  examine(evidence) {
    const { journal, moments } = evidence;
    const untilMs = healthyUntilMs(evidence);
    const at = (ms: number) => duration(ms - moments.originMs);
    const acted = journal.claims.find(({ step, atMs }) => atMs < untilMs && acts.has(step));
    if (acted)
      return fail(`the engine claimed ${acted.step} at ${at(acted.atMs)}, and all was well`);
    const writers = evidence.writers.tenures.filter((tenure) => tenure.fromMs < untilMs);
    const [first] = writers;
    if (!first) return unknown('no region was seen to take writes while all was well');
    const other = writers.find(({ region }) => region !== first.region);
    if (other) return fail(`${other.region} took writes at ${at(other.fromMs)}, and all was well`);
    const newer = writers.find(({ epoch }) => epoch !== first.epoch);
    if (newer)
      return fail(`the epoch became ${newer.epoch} at ${at(newer.fromMs)}, and all was well`);
    return pass(`only ${first.region} took writes, and nothing was decided`);
  },
};

/** A fault may work from its injection on, before it is seen to. */
function healthyUntilMs({ journal, moments }: Evidence): number {
  const [fault] = journal.faults;
  return journal.run.control || !fault ? moments.healMs : fault.atMs;
}
