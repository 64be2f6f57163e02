/** Deadlines of this room, in milliseconds. Seen: what two cores on a fast network needed. */
export const deadlines = {
  /** One run of apt-get, mvn, pip or go. Seen: 2 to 40 s; the rest is for a slow network. */
  toolMs: 15 * 60_000,
  /** A program that prints its version. Seen: 10 to 200 ms. */
  versionMs: 30_000,
  /** Kafka's programs at their first start. Seen: 15 s; a busy machine may need many times that. */
  trainingMs: 90_000,
  /** Another run that holds a lock: it may be in the longest tool. */
  lockMs: 20 * 60_000,
  /** Between two tries for a lock; a lock is handed over at most this late. */
  lockEveryMs: 200,
  /** Age at which Debian's package lists are fetched again; the archive changes daily. */
  listsMs: 12 * 3_600_000,
} as const;
