/** How often it is looked at what the service used. */
export const roundMs = 2_000;
/** How long a round the neighbours have the processor, if they have it. */
export const turnMs = 1_300;

export interface Turn {
  readonly whose: 'neighbours' | 'service';
  /** When to ask again at the latest. */
  readonly restMs: number;
}

/**
 * Whose turn it is. Where the service used more than its share in one round, the neighbours have
 * the processor first in the next. In turns so long clients wait for the turn, however fast the
 * host is. Held to a part of what it had used, in periods of 100 ms, a service recovered by itself
 * for 40 s with half of that, and with a quarter did not even answer /health.
 */
export class Turns {
  #round = 0;
  #usedBeforeMs: number;
  #waits = true;

  /** What the service had used when the first round began, which is the neighbours'. */
  constructor(usedMs: number) {
    this.#usedBeforeMs = usedMs;
  }

  /** So long after the first round began. The share is in processors: 0.1 is 200 ms a round. */
  at(sinceMs: number, usedMs: number, share: number): Turn {
    const round = Math.floor(sinceMs / roundMs);
    if (round !== this.#round) {
      this.#waits = usedMs - this.#usedBeforeMs > share * roundMs;
      this.#usedBeforeMs = usedMs;
      this.#round = round;
    }
    const atMs = sinceMs - round * roundMs;
    return this.#waits && atMs < turnMs
      ? { whose: 'neighbours', restMs: turnMs - atMs }
      : { whose: 'service', restMs: roundMs - atMs };
  }
}
