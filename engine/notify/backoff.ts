export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** Beyond this many doublings every ceiling is reached, and numbers stay finite. */
const doublings = 40;

/**
 * How long to wait after the `attempt`th try (from 1), in milliseconds: doubled each time up to
 * `mostMs`, of which between half and all, so that many who failed together do not return together.
 */
export function backoffMs({ firstMs, mostMs }: Backoff, attempt: number, random: () => number) {
  const ceilingMs = Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, doublings));
  return (ceilingMs * (1 + random())) / 2;
}
