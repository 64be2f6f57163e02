/** Every wait of this room, with its reason. */
export const deadlines = {
  /** As for children: a Postgres writes a checkpoint, a Kafka broker its segments. */
  stopMs: 8_000,
  /** The engine tells the end of a container within 0.2 s, of thirty at once within 2 s. */
  killMs: 15_000,
  /** The engine's answer to a question that does nothing. */
  askMs: 5_000,
  /** Its first start makes its files, and takes 2 s on two busy cores; the next ones 0.5 s. */
  engineMs: 30_000,
  /** Thirty containers are removed in 3 s; one that hangs in the kernel is given time. */
  sweepMs: 60_000,
  /** It stops its containers first, which have 10 s each, all at once. */
  engineStopMs: 30_000,
} as const;
