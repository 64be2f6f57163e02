/** How long the command line waits for others, in milliseconds. */
export const deadlines = {
  /** A dry run is computed from what the engine knows; two long round trips and a busy host. */
  dryRunMs: 5_000,
} as const;
