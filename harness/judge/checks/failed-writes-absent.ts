import { type Check, fail, pass } from './check.ts';

/** A write the client was told is certainly not done is in no store. */
export const failedWritesAbsent: Check = {
  id: 'failed-writes-absent',
  kind: 'safety',
  examine({ stores }) {
    const read = stores.filter((store) => store.loss);
    if (read.length === 0) return undefined;
    for (const { judged, loss } of read)
      if (loss && loss.failedPresent.length > 0)
        return fail(
          `${judged.name} holds ${loss.failedPresent.length} writes reported as not done, first id ${loss.failedPresent[0]}`,
        );
    return pass('no store holds a write that was reported as not done');
  },
};
