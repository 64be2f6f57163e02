import type { Address } from '../../engine/index.ts';
import type { CleanProxy, Stream } from './proxy.ts';

/** What can be done to one directed link: the path a connection takes from a place to a region. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** One-way delay each direction gets when the link is clean, milliseconds. */
  readonly delayMs: number;
  /** Services reachable over this link, by name, with their address at the `from` side. */
  readonly services: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
}

/** black-hole: bytes vanish, connections stay open. refuse: connections end and new ones fail. */
export type CutManner = 'black-hole' | 'refuse';

/** All that is needed to restore links, from another process too; plain data. */
export interface CleanLinks {
  readonly api: Address;
  readonly proxies: readonly CleanProxy[];
}

export interface Wan {
  readonly links: readonly Link[];
  link(from: string, to: string): Link;
  /**
   * Cuts the named services of a link (all, if none is named) in both directions; a black hole also
   * in one alone: `upstream` is what flows from the place to the region.
   */
  cut(
    from: string,
    to: string,
    manner: CutManner,
    services?: readonly string[],
    streams?: readonly Stream[],
  ): Promise<void>;
  /**
   * What flows back over the named services of a link (all, if none is named) comes `byMs` later
   * than it did. Another amount adds to it, the same amount does not.
   */
  slow(from: string, to: string, byMs: number, services?: readonly string[]): Promise<void>;
  /** Whether all of them are slowed by this amount. */
  isSlow(from: string, to: string, byMs: number, services?: readonly string[]): Promise<boolean>;
  /** Undoes all that was done to it. Any number of times; bounded if the control port hangs. */
  restore(from: string, to: string, services?: readonly string[]): Promise<void>;
  /** What `restore` would bring back, to be written down before a cut. */
  clean(from: string, to: string, services?: readonly string[]): CleanLinks;
  /** Proves by reading back that no link has anything but its delay. */
  differences(): Promise<readonly string[]>;
}
