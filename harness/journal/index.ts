export type * from './entry.ts';
export { JournalCorrupt, JournalFailed } from './errors.ts';
export {
  type ChainHead,
  type Journal,
  JournalBuilder,
  type JournalChain,
  journalOf,
} from './journal.ts';
export type * from './journey.ts';
export type * from './k6-entries.ts';
export type { OperationClass } from './operation-class.ts';
export type { OperationSequence } from './operation-sequence.ts';
export { Operations } from './operations.ts';
export { operationsOf } from './operations-builder.ts';
export { readJournal } from './reader.ts';
export { Selection } from './selection.ts';
export { type JournalWriter, openJournal } from './writer.ts';
