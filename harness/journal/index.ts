export type * from './entry.ts';
export { JournalCorrupt, JournalFailed } from './errors.ts';
export { type Journal, JournalBuilder, journalOf } from './journal.ts';
export { readJournal } from './reader.ts';
export { type JournalWriter, openJournal } from './writer.ts';
