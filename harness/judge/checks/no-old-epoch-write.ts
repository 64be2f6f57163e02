import type { OperationEntry } from '../../journal/index.ts';
import { duration } from '../duration.ts';
import { isAcknowledgedWrite } from '../failover.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** No write that began after a newer epoch had acknowledged one was acknowledged in an older. */
export const noOldEpochWrite: Check = {
  id: 'no-old-epoch-write',
  kind: 'safety',
  examine({ journal, moments }) {
    const since = newerSince(journal.operations);
    if (since.size === 0) return unknown('no acknowledged write says its epoch');
    let stale = 0;
    let first: OperationEntry | undefined;
    for (const op of journal.operations) {
      if (op.epoch === undefined || !isAcknowledgedWrite(op)) continue;
      if (op.atMs < (since.get(op.epoch) ?? Number.POSITIVE_INFINITY)) continue;
      stale += 1;
      first ??= op;
    }
    if (!first) return pass(`${since.size} epochs, each silent once the next had begun`);
    const when = duration(first.endMs - moments.originMs);
    const which = `first id ${first.id} by ${first.region} in epoch ${first.epoch} at ${when}`;
    return fail(`${stale} writes acknowledged in an old epoch, ${which}`);
  },
};

/** For each epoch, when the first acknowledgement of any newer one was. */
function newerSince(operations: Iterable<OperationEntry>): Map<number, number> {
  const firstMs = new Map<number, number>();
  for (const op of operations) {
    if (op.epoch === undefined || !isAcknowledgedWrite(op)) continue;
    firstMs.set(op.epoch, Math.min(firstMs.get(op.epoch) ?? Number.POSITIVE_INFINITY, op.endMs));
  }
  const since = new Map<number, number>();
  let newerMs = Number.POSITIVE_INFINITY;
  for (const [epoch, ms] of [...firstMs].sort(([a], [b]) => b - a)) {
    since.set(epoch, newerMs);
    newerMs = Math.min(newerMs, ms);
  }
  return since;
}
