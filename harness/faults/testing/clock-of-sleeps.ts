import type { Clock } from '../../../engine/index.ts';

/** Time passes only in sleeps, and at once. */
export function clockOfSleeps(): Clock {
  let nowMs = 0;
  return {
    monotonicMs: () => nowMs,
    wallMs: () => nowMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      nowMs += ms;
    },
  };
}
