import { acknowledgedWrites } from '../acknowledged.ts';
import { duration } from '../duration.ts';
import { newerSince } from '../epochs.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** No write that began after a newer epoch had acknowledged one was acknowledged in an older. */
export const noOldEpochWrite: Check = {
  id: 'no-old-epoch-write',
  kind: 'safety',
  examine({ journal, moments, epochStarts }) {
    const since = newerSince(epochStarts);
    if (since.size === 0) return unknown('no acknowledged write says its epoch');
    for (const [old, newerMs] of since) {
      const stale = acknowledgedWrites(journal, {
        fromMs: newerMs,
        untilMs: Number.POSITIVE_INFINITY,
        where: ({ epoch }) => epoch === old,
      });
      const { first, count } = stale;
      if (!first) continue;
      const when = duration(first.endMs - moments.originMs);
      const which = `first id ${first.id} by ${first.region} in epoch ${old} at ${when}`;
      return fail(
        `${count} writes acknowledged in an old epoch, ${which}`,
        stale.proof(moments.originMs),
      );
    }
    return pass(`${since.size} epochs, each silent once the next had begun`);
  },
};
