import { type Check, fail, pass } from './check.ts';

/** A write the client was told is certainly not done is in no store. */
export const failedWritesAbsent: Check = {
  id: 'failed-writes-absent',
  kind: 'safety',
  examine({ stores }) {
    const read = stores.filter((store) => store.loss);
    if (read.length === 0) return undefined;
    for (const { judged, loss } of read) {
      const [first] = loss?.failedPresent ?? [];
      if (first === undefined) continue;
      const what = `${loss?.failedPresent.length} writes reported as not done`;
      return fail(`${judged.name} holds ${what}, first id ${first}`);
    }
    return pass('no store holds a write that was reported as not done');
  },
};
