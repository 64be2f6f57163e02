/**
 * A killed process loses at most what it has not yet handed to the operating system. Half of the
 * promised 10 ms is left for a busy event loop.
 */
export const flushWithinMs = 5;

/** A batch of this many bytes does not wait for its time; at 400,000 entries/s they take 1 ms. */
export const batchBytes = 64 * 1024;
