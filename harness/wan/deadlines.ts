/** Every wait of this room, with its reason. */
export const deadlines = {
  /**
   * One call to the control port takes 1 to 5 ms; it hangs while a toxic waits for a full pipe,
   * which two CPUs at their limit were seen to leave full for more than 2 s.
   */
  callMs: 10_000,
  /** A restore outlives a control process that was suspended for some seconds, and no more. */
  restoreMs: 30_000,
  restoreEveryMs: 100,
  /** All proxies of three regions take 0.3 s on two quiet cores. */
  createMs: 20_000,
  /** Longer than any fault lasts: in a black hole even the end of a connection is not heard. */
  deafMs: 3_600_000,
} as const;

/** Calls under way at once; more only queue in front of the control port. */
export const callsAtOnce = 8;
