import type { Tally } from '../ledger.ts';
import { type Check, invalid, pass, unknown } from './check.ts';

/**
 * Every id from 1 up belongs to exactly one recorded write, and every row that was read back to one
 * of them. Otherwise set difference counts the rig's own mistakes. In a record that was cut off the
 * writes under way are holes by nature.
 */
export const ledgerDense: Check = {
  id: 'ledger-dense',
  kind: 'rig',
  examine({ journal, ledger, stores }) {
    if (ledger.writes === 0) return unknown('no writes were recorded');
    const wrong = journal.complete ? invalid : unknown;
    if (ledger.duplicates.count > 0) return invalid(`${words(ledger.duplicates)} written twice`);
    if (ledger.holes.count > 0) return wrong(`${words(ledger.holes)} never recorded`);
    for (const { judged, loss } of stores)
      if (loss && loss.strangers > 0)
        return wrong(`${judged.name} holds ${loss.strangers} ids that nobody wrote`);
    return pass(`${ledger.writes} writes, ids 1 to ${ledger.lastId}`);
  },
};

function words({ count, first }: Tally): string {
  return `${count} ids (${first.join(', ')}${count > first.length ? ', …' : ''})`;
}
