import { firstIds } from '../id-ranges.ts';
import { proofByIds } from '../witnesses.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** No record stands in a queue twice. Asked where a queue was read back. */
export const queueNotDuplicated: Check = {
  id: 'queue-not-duplicated',
  kind: 'safety',
  examine({ moments, ledger, queues }) {
    if (queues.length === 0) return undefined;
    for (const { judged, duplicated } of queues) {
      if (judged.duplicatedOps === 0) continue;
      const ids = firstIds(duplicated);
      const proof = proofByIds(ids, ledger, moments.originMs);
      const where = `${judged.store} in ${judged.region}`;
      return fail(
        `${where} holds ${judged.duplicatedOps} records more than once, first id ${ids[0]}`,
        { ...proof, count: judged.duplicatedOps },
      );
    }
    const partial = queues.find((queue) => !queue.complete);
    if (partial) return unknown(`${partial.judged.store} was not read whole`);
    return pass(`${queues.length} queues hold every record once`);
  },
};
