/** It makes its users, and writes samples: 1 s seen for 80 users, several on a busy machine. */
export const beginMs = 30_000;

/** Asked to end it interrupts all requests, and sums up: under 1 s seen. */
export const stopMs = 10_000;

/** It reads a script of a few lines: 1 s seen. */
export const inspectMs = 60_000;
