import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** Claims that something is moved, and not only thought of. */
const acts = new Set(['fence', 'promote', 'reroute']);

/**
 * Asked where the scenario says that nobody may fail over: from the first fault until the rig heals
 * no step of a failover is claimed, no other region takes writes or acknowledges one, and the epoch
 * stays.
 */
export const noNeedlessFailover: Check = {
  id: 'no-needless-failover',
  kind: 'safety',
  examine(evidence) {
    const { journal, moments } = evidence;
    const [fault] = journal.faults;
    if (journal.run.failover !== 'never' || !fault) return undefined;
    const at = (ms: number) => duration(ms - moments.originMs);
    const within = (ms: number) => ms >= fault.atMs && ms < moments.healMs;
    const acted = journal.claims.find(({ step, atMs }) => within(atMs) && acts.has(step));
    if (acted)
      return fail(`the engine claimed ${acted.step} at ${at(acted.atMs)}, and nobody was to act`);
    const signs = signsOfWriting(evidence);
    const before = signs.filter(({ fromMs }) => fromMs < fault.atMs);
    const [first] = before;
    if (!first) return unknown('no region was seen to take writes before the fault');
    const highest = Math.max(...before.map(({ epoch = 0 }) => epoch));
    const moved = signs.find(
      ({ region, epoch = 0, fromMs, toMs }) =>
        toMs >= fault.atMs &&
        fromMs < moments.healMs &&
        (region !== first.region || epoch > highest),
    );
    if (moved) {
      const epoch = moved.epoch === undefined ? '' : `, in epoch ${moved.epoch}`;
      return fail(`${moved.region} took writes at ${at(moved.fromMs)}${epoch}; nobody was to`);
    }
    if (!watched(evidence, first.region, within))
      return unknown('no other region was probed for writes after the fault');
    return pass(`only ${first.region} took writes, and nothing was moved`);
  },
};

interface Sign {
  readonly region: string;
  readonly epoch?: number | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What probes saw, and what clients were told. */
function signsOfWriting({ writers, epochStarts }: Evidence): readonly Sign[] {
  const told = epochStarts.flatMap(({ region, epoch, firstMs }) =>
    region === undefined ? [] : [{ region, epoch, fromMs: firstMs, toMs: firstMs }],
  );
  return [...writers.tenures, ...told];
}

function watched({ writers }: Evidence, first: string, within: (ms: number) => boolean): boolean {
  return [...writers.sightings].some(
    ([region, seen]) => region !== first && seen.some(({ atMs }) => within(atMs)),
  );
}
