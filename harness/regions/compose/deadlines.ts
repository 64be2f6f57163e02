/** Every wait of this room, with its reason; milliseconds. */
export const deadlines = {
  /** A shell reads a line and becomes a program: 10 ms seen; everything may start at once. */
  beginMs: 20_000,
  /** What a place's shell has left to do when its program has ended. */
  tellMs: 2_000,
  /** Compose starts thirty containers: 10 to 20 s. */
  placeMs: 120_000,
  /** Ends are seldom, and looked for by reading one file for each of thirty servers. */
  lookEveryMs: 100,
  /** SIGKILL needs only the scheduler, unless a process hangs in the kernel. */
  killMs: 5_000,
} as const;
