import { type IdRanges, presenceIn } from '../id-ranges.ts';
import type { Ledger } from '../ledger.ts';
import { proofByIds } from '../witnesses.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * What the failover lost stays lost: once the first topology is back, no store holds a write that
 * its readback before the repair lacked, and that was begun before that readback. It would have
 * come back from the old primary, behind the back of all who were told that it was gone. Asked
 * where another region took over and something was read back after the repair: a primary that
 * nobody replaced only comes back with what is its own.
 */
export const noResurrectedWrite: Check = {
  id: 'no-resurrected-write',
  kind: 'safety',
  examine({ journal, moments, ledger, stores, failover }) {
    if (failover.newRegion === undefined) return undefined;
    const restore = journal.phases.find((entry) => entry.phase === 'restore');
    const restoreMs = restore?.atMs ?? Number.POSITIVE_INFINITY;
    const later = journal.readbacks.filter((entry) => entry.atMs >= restoreMs);
    if (later.length === 0) return undefined;
    let compared = 0;
    for (const after of later) {
      const store = stores.find(({ target }) => target.name === after.store);
      const before = store?.readback;
      if (!before?.complete) return unknown(`${after.store} was not read whole before the repair`);
      compared += 1;
      const raised = idsGained(before.ids, after.ids, ledger).filter(
        (id) => (ledger.write(id)?.atMs ?? Number.POSITIVE_INFINITY) < before.atMs,
      );
      const what = `${raised.length} writes that were lost, first id ${raised[0]}`;
      if (raised.length > 0)
        return fail(
          `${after.store} in ${after.region} holds ${what}`,
          proofByIds(raised, ledger, moments.originMs),
        );
      if (!after.complete)
        return unknown(`${after.store} was not read whole after the repair: ${after.proof}`);
    }
    return pass(`${compared} readbacks after the repair hold nothing that was lost`);
  },
};

function idsGained(before: IdRanges, after: IdRanges, { lastId }: Ledger): number[] {
  const wasThere = presenceIn(before);
  const isThere = presenceIn(after);
  const gained: number[] = [];
  for (let id = 1; id <= lastId; id += 1) {
    const there = isThere(id);
    if (!wasThere(id) && there) gained.push(id);
  }
  return gained;
}
