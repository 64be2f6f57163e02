import { proofByIds } from '../witnesses.ts';
import { type Check, fail, pass } from './check.ts';

/** A write the client was told is certainly not done is in no store. */
export const failedWritesAbsent: Check = {
  id: 'failed-writes-absent',
  kind: 'safety',
  examine({ moments, ledger, stores }) {
    const read = stores.filter((store) => store.loss);
    if (read.length === 0) return undefined;
    for (const { judged, loss } of read) {
      const ids = loss?.failedPresent ?? [];
      if (ids.length === 0) continue;
      return fail(
        `${judged.name} holds ${ids.length} writes reported as not done, first id ${ids[0]}`,
        proofByIds(ids, ledger, moments.originMs),
      );
    }
    return pass('no store holds a write that was reported as not done');
  },
};
