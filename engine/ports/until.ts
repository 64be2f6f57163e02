import type { Clock } from './clock.ts';

/** A limit on waiting, with the words that tell a reader what was awaited. */
export interface Deadline {
  readonly what: string;
  readonly ms: number;
  /** Pause between two tries; a tenth of the deadline, at most 250 ms, unless given. */
  readonly everyMs?: number;
}

export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly code = 'DEADLINE_EXCEEDED';
  readonly deadline: Deadline;

  constructor(deadline: Deadline, cause: unknown) {
    const seen = cause instanceof Error ? `: ${cause.message}` : '';
    super(`waited ${deadline.ms} ms for ${deadline.what}${seen}`, { cause });
    this.deadline = deadline;
  }
}

/**
 * Tries `probe` until it gives something other than undefined or false, and returns that.
 * A probe that throws has not succeeded yet; its last error becomes the cause. Throws
 * DeadlineExceeded at the deadline, or the signal's reason when aborted.
 */
export async function until<T>(
  clock: Clock,
  deadline: Deadline,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  signal?: AbortSignal,
): Promise<T> {
  const endMs = clock.monotonicMs() + deadline.ms;
  const everyMs = deadline.everyMs ?? Math.min(250, deadline.ms / 10);
  let last: unknown;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (clock.monotonicMs() + everyMs > endMs) throw new DeadlineExceeded(deadline, last);
    await clock.sleep(everyMs, signal);
  }
}
