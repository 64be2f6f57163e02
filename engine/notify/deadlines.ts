/**
 * Limits in milliseconds on what networks and disks can do. A fast profile must not shorten them:
 * the services that are told, and the disk, are as slow in a drill as they ever are.
 */
export const deadlines = {
  /** Name, connection, TLS and answer of a service across the world that is busy. */
  requestMs: 10_000,
  /** A write with fsync takes milliseconds; a disk that hangs must not keep an alert back. */
  diskMs: 2_000,
  /** Longer than any service asks for; an answer that asks for a year does not silence us. */
  retryAfterMs: 3_600_000,
} as const;
