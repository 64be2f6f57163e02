import { proofByIds } from '../witnesses.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Within a partition, a record that was acknowledged before another was begun stands before it.
 * Asked where a queue was read back.
 */
export const queueOrderKept: Check = {
  id: 'queue-order-kept',
  kind: 'safety',
  examine({ moments, ledger, queues }) {
    if (queues.length === 0) return undefined;
    for (const { judged, reordered } of queues) {
      if (judged.reorderedOps === 0) continue;
      const what = `${judged.reorderedOps} records stand after one that was begun later`;
      return fail(
        `${judged.store} in ${judged.region}: ${what}, first id ${reordered[0]}`,
        proofByIds(reordered, ledger, moments.originMs),
      );
    }
    const partial = queues.find((queue) => !queue.complete);
    if (partial) return unknown(`${partial.judged.store} was not read whole`);
    return pass(`${queues.length} queues in the order in which they were filled`);
  },
};
