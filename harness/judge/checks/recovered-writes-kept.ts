import { proofByIds } from '../witnesses.ts';
import { type Check, fail, pass } from './check.ts';

/** What the recovered service acknowledged in its own epoch is there: nothing excuses a loss. */
export const recoveredWritesKept: Check = {
  id: 'recovered-writes-kept',
  kind: 'safety',
  examine({ moments, ledger, stores, failover }) {
    if (failover.newEpoch === undefined) return undefined;
    const read = stores.filter((store) => store.loss);
    if (read.length === 0) return undefined;
    for (const { judged, loss } of read) {
      const ids = loss?.lostInNewEpoch ?? [];
      if (ids.length === 0) continue;
      const what = `${ids.length} writes of epoch ${failover.newEpoch} or later`;
      return fail(
        `${judged.name} lost ${what}, first id ${ids[0]}`,
        proofByIds(ids, ledger, moments.originMs),
      );
    }
    return pass(`every write acknowledged since epoch ${failover.newEpoch} is there`);
  },
};
