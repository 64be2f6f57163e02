/** From being ready to the first arrival: time for the parent to read the ready line. */
export const leadInMs = 100;

/**
 * From the first arrival to the full rate. Code that has run a few hundred times is compiled;
 * at the full rate at once, the first seconds had a p99 of 2.9 s on two busy cores, and enough
 * time-outs to keep client and service busy with new connections. 2 s were too few on slow ones.
 */
export const rampMs = 8000;

/** Width of a progress line and of an event-loop sample. */
export const progressEveryMs = 1000;

/** The contract says ended 2 s after SIGTERM; a quarter of that is left to flush the journal. */
export const terminateMs = 1500;

/** Resolution of the event loop's own probe: fine enough to see what spoils a p99. */
export const eventLoopResolutionMs = 20;

/** Tens of thousands of ids cross a WAN link in about a second; a minute is a hang. */
export const readBackMs = 60_000;
