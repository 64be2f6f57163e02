import { setTimeout as delay } from 'node:timers/promises';

/** The only source of time. Handed down from a composition root, never imported as a global. */
export interface Clock {
  /** Milliseconds of a clock that never steps, shared by all processes of this host. */
  monotonicMs(): number;
  /** Milliseconds since 1970; may step. */
  wallMs(): number;
  /** Rejects with an AbortError, whose cause is the signal's reason, when that is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** CLOCK_MONOTONIC and the system's calendar clock. */
export const systemClock: Clock = {
  monotonicMs: () => Number(process.hrtime.bigint() / 1000n) / 1000,
  wallMs: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
};
