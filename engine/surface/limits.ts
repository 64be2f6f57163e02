/** Bounds of the surface, so that nobody who talks to it can hold the engine up. Times in ms. */
export const limits = {
  /** The longest body is a pause with its reason: a page of text. */
  bodyBytes: 16_384,
  /** A request must have arrived whole; six round trips over the longest link (272 ms) are 2 s. */
  requestMs: 5_000,
  /** How often that is looked at. */
  requestCheckMs: 1_000,
  /** A connection on which nothing moves; health checkers come every 30 s, heartbeats sooner. */
  connectionMs: 75_000,
  /** Proxies commonly close what was silent for 30 s or more. */
  heartbeatMs: 15_000,
  /** What is under way when the engine stops may end; supervisors kill after 10 s. */
  closeMs: 3_000,
  /** A failover makes some 30 events; this many are some hundred kilobytes. */
  events: 1_000,
  /** Each person who looks, and a collector or two. */
  eventReaders: 16,
  /** Unsent bytes of a reader of events: more than all that can be replayed. */
  eventBufferBytes: 1_048_576,
} as const;

export type Limits = { readonly [K in keyof typeof limits]: number };
