/** Limits on waiting in this room, and why each is what it is. Milliseconds. */
export const deadlines = {
  /** LocalStack answers in 5 to 30 ms; a busy machine of 2 cores was seen to take 1 s. */
  apiCallMs: 5_000,
  /** LocalStack is up in 6 to 11 s, and the zone may be laid out only after all regions are up. */
  zoneLoadedMs: 60_000,
  /**
   * One try of a resolver at the authority, and their number. Loopback answers in under 1 ms; BIND
   * too waits 800 ms for its first try. Not scaled: it is no figure of a plan.
   */
  upstreamTryMs: 800,
  upstreamTries: 3,
  /**
   * S3 copies most objects within seconds; listing a bucket of 1,000 takes 0.1 s of LocalStack, and
   * two buckets that follow each other are both listed.
   */
  bucketEveryMs: 4_000,
  /** After SIGTERM everything is closed in a few ms; the contract is 2 s. */
  stopMs: 1_500,
} as const;

/**
 * How long a health checker waits, before the time scale. Source: Route 53 Developer Guide, "How
 * Amazon Route 53 determines whether a health check is healthy".
 */
export const checkerLimits = {
  httpConnectMs: 4_000,
  /** From the connection to the status line. */
  httpResponseMs: 2_000,
  tcpConnectMs: 10_000,
} as const;

/**
 * Listing a bucket takes no more than this share of the time, however large it grows. With a tenth,
 * copies were 21 s behind on a host whose CPUs were wanted by others all the time.
 */
export const listingShare = 0.25;

/**
 * Objects copied to one place at a time: a round trip of 76 ms and the service's own time allow
 * about 10 a second each, and a drill writes 1.5. With more, the backlog of a link that was cut
 * kept the service's own writes at the source waiting.
 */
export const copiesAtOnce = 2;
