/** From being ready to the first arrival: time for the parent to read the ready line. */
export const leadInMs = 100;

/** Width of a progress line and of an event-loop sample. */
export const progressEveryMs = 1000;

/** The contract says ended 2 s after SIGTERM; a quarter of that is left to flush the journal. */
export const terminateMs = 1500;

/** Resolution of the event loop's own probe: fine enough to see what spoils a p99. */
export const eventLoopResolutionMs = 20;

/** Reading back tens of thousands of ids over a WAN link takes about a second; a minute is a hang. */
export const readBackMs = 60_000;
