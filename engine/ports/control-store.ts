/** A value as the store holds it. The revision changes with every change of this key. */
export interface Stored {
  readonly value: string;
  readonly revision: string;
}

/**
 * Where the regions agree: reads are linearizable and writes durable at a quorum. Every method
 * throws ControlStoreUnavailable when no member answered; a write may then have happened.
 */
export interface ControlStore {
  get(key: string): Promise<Stored | undefined>;
  put(key: string, value: string): Promise<void>;
  /** Writes only if the key is still at this revision (undefined: absent). False if it is not. */
  compareAndSwap(key: string, revision: string | undefined, value: string): Promise<boolean>;
  /** Writes only while another key holds exactly this value. False if it does not. */
  putWhile(key: string, value: string, guard: Guard): Promise<boolean>;
  /** Everything under a prefix, in order of the keys. */
  list(prefix: string): Promise<readonly Listed[]>;
  /** The same as one's own member has it, which may be old; throws when that does not answer. */
  listNearby(prefix: string): Promise<readonly Listed[]>;
  /** How many members it has, as one's own says; throws when that does not answer. */
  size(): Promise<number>;
  /**
   * Has the quorum led by one's own member, which saves every write from here one of its two trips.
   * Writes of all regions wait for it, some tenths of a second. False if it led already; throws if
   * it does not lead then.
   */
  leadNearby(): Promise<boolean>;
}

/** What must still be so when a value is written: the right of the one who writes it. */
export interface Guard {
  readonly key: string;
  readonly value: string;
}

export interface Listed extends Stored {
  readonly key: string;
}

export class ControlStoreUnavailable extends Error {
  override readonly name = 'ControlStoreUnavailable';
  readonly code = 'CONTROL_STORE_UNAVAILABLE';
}
