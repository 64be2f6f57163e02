import type { Entry } from './entry.ts';
import type { Told } from './told.ts';

export interface Kept {
  readonly entries: readonly Entry[];
  readonly told: Told;
}

/** Where an outbox keeps what is not delivered. Calls take effect in the order they are made. */
export interface OutboxStore {
  load(): Promise<Kept>;
  /** Resolves once it survives a crash. Rejects if it could not be kept. */
  save(entry: Entry): Promise<void>;
  remove(entry: Entry): Promise<void>;
  saveTold(told: Told): Promise<void>;
}

/** Keeps nothing: a restart loses what was not delivered. */
export const noStore: OutboxStore = {
  load: async () => ({ entries: [], told: {} }),
  save: async () => undefined,
  remove: async () => undefined,
  saveTold: async () => undefined,
};
