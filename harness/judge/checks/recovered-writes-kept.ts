import { type Check, fail, pass } from './check.ts';

/** What the recovered service acknowledged in its own epoch is there: nothing excuses a loss. */
export const recoveredWritesKept: Check = {
  id: 'recovered-writes-kept',
  kind: 'safety',
  examine({ stores, failover }) {
    if (failover.newEpoch === undefined) return undefined;
    const read = stores.filter((store) => store.loss);
    if (read.length === 0) return undefined;
    for (const { judged, loss } of read) {
      const [first] = loss?.lostInNewEpoch ?? [];
      if (first === undefined) continue;
      const what = `${loss?.lostInNewEpoch.length} writes of epoch ${failover.newEpoch} or later`;
      return fail(`${judged.name} lost ${what}, first id ${first}`);
    }
    return pass(`every write acknowledged since epoch ${failover.newEpoch} is there`);
  },
};
