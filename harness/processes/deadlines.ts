/** Every wait of this room, with its reason. */
export const deadlines = {
  /** A Postgres fast shutdown writes a checkpoint, a Kafka broker its segments: 1 to 3 s idle. */
  stopMs: 8_000,
  /** SIGKILL needs only the scheduler, unless a process hangs in the kernel. */
  killMs: 5_000,
  /** Between two looks at the process table, which costs 2 to 5 ms on a quiet machine. */
  lookEveryMs: 25,
} as const;
