import { type Check, fail, pass, unknown } from './check.ts';

/** What a vantage has found once it finds again, as long as it is there. */
export const readsMonotonic: Check = {
  id: 'reads-monotonic',
  kind: 'safety',
  examine({ moments, stores, reads }) {
    if (reads.answered === 0) return undefined;
    if (!stores.some((store) => store.loss)) return unknown('no store was read back whole');
    const { count, first } = reads.wentBack;
    if (!first) return pass(`${reads.answered} reads, none lost sight of what it had found`);
    const which = `first id ${first.id} at ${first.vantage}`;
    return fail(
      `${count} reads missed what their vantage had found before, ${which}`,
      reads.wentBack.proof(moments.originMs),
    );
  },
};
