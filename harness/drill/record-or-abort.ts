import type { Entry, JournalWriter } from '../journal/index.ts';

/** A journal for those who cannot do anything about one that fails: handlers of events, beats. */
export interface Recorder {
  /** Never throws. */
  readonly record: (entry: Entry) => void;
  /** Aborted, with what the journal threw first, when the record is not whole any more. */
  readonly failed: AbortSignal;
}

/** Turns the first entry that the journal refuses into the end of the run. */
export function recordOrAbort(journal: Pick<JournalWriter, 'append'>): Recorder {
  const controller = new AbortController();
  return {
    failed: controller.signal,
    record: (entry) => {
      try {
        journal.append(entry);
      } catch (error) {
        controller.abort(error);
      }
    },
  };
}
