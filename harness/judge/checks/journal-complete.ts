import { type Check, pass, unknown } from './check.ts';

/** Nothing that is missing from the record can have been bad. */
export const journalComplete: Check = {
  id: 'journal-complete',
  kind: 'rig',
  examine({ journal }) {
    return journal.complete ? pass('the record is whole') : unknown(journal.gaps.join('; '));
  },
};
