/**
 * A killed process loses at most what it has not yet handed to the operating system. Half of the
 * promised 10 ms is left for a busy event loop.
 */
export const flushWithinMs = 5;

/** A batch of this many characters does not wait for its time. */
export const batchCharacters = 256 * 1024;
