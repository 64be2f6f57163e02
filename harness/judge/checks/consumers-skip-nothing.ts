import { proofByIds } from '../witnesses.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Every acknowledged record of a queue was consumed somewhere by each group. What was consumed
 * twice is counted, and no failure: delivery is at least once. Asked where consumers were watched.
 */
export const consumersSkipNothing: Check = {
  id: 'consumers-skip-nothing',
  kind: 'safety',
  examine({ moments, ledger, queues }) {
    const consumed = queues.filter((queue) => queue.skipped);
    if (consumed.length === 0) return undefined;
    for (const { judged, skipped = [] } of consumed) {
      if (skipped.length === 0) continue;
      const what = `${skipped.length} records of ${judged.store}`;
      return fail(
        `${what} were consumed nowhere, first id ${skipped[0]}`,
        proofByIds(skipped, ledger, moments.originMs),
      );
    }
    const partial = consumed.find((queue) => !queue.complete);
    if (partial) return unknown(`${partial.judged.store} was not read whole`);
    const repeated = consumed.reduce((sum, { judged }) => sum + (judged.repeatedOps ?? 0), 0);
    return pass(`nothing skipped; ${repeated} records consumed twice`);
  },
};
