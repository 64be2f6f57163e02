import { duration } from '../duration.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * A read finds every write that was acknowledged longer before it than the run allows, unless that
 * write was lost: a loss is told of by the RPO, and is no failure of the read.
 */
export const readsFresh: Check = {
  id: 'reads-fresh',
  kind: 'safety',
  examine({ journal, moments, stores, reads }) {
    const { maxStaleMs } = journal.run;
    if (maxStaleMs === undefined || reads.answered === 0) return undefined;
    if (!stores.some((store) => store.loss)) return unknown('no store was read back whole');
    const { count, first } = reads.stale;
    const bound = `the ${duration(maxStaleMs)} allowed`;
    if (!first) return pass(`${reads.answered} reads, none behind by more than ${bound}`);
    const worst = `at worst ${duration(reads.stalestMs)} after its acknowledgement`;
    return fail(
      `${count} reads missed a write that is there, ${worst}; more than ${bound}`,
      reads.stale.proof(moments.originMs),
    );
  },
};
