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
  /** Everything under a prefix, in order of the keys. */
  list(prefix: string): Promise<readonly { readonly key: string; readonly value: string }[]>;
}

export class ControlStoreUnavailable extends Error {
  override readonly name = 'ControlStoreUnavailable';
  readonly code = 'CONTROL_STORE_UNAVAILABLE';
}
