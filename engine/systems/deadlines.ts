/**
 * Limits of the engine's own calls, in milliseconds. They bound what a network can do, not what
 * the plan promises, and so are not figures of a plan.
 */
export const deadlines = {
  /** How often the leader looks for what operators ask, at any door: a small part of a move. */
  requestEveryMs: 250,
  /** Six round trips over the longest link (272 ms), and a busy server. */
  postgresConnectMs: 5_000,
  /** One statement that only reads or sets a parameter: two round trips and a busy server. */
  postgresStatementMs: 2_000,
  /** A database that was away for a moment, told again that it may write. */
  unfenceMs: 15_000,
  /** A standby that lost its leader tries again after wal_retrieve_retry_interval, 5 s. */
  postgresFollowMs: 20_000,
  /** Bytes that a standby lacks, at most the lag tolerated, streamed from another standby. */
  postgresFetchMs: 8_000,
  /** Four long round trips, and a receiver that hears of a reload; a move without loss waits. */
  postgresDetachMs: 2_000,
  /** All that a busy server has in memory, written; some hundred MB at most. */
  postgresCheckpointMs: 30_000,
  /** The rest of a stream that flows: at most the lag that raises an alert, 5 s. */
  postgresDrainMs: 5_000,
  /** Positions are asked of all standbys at once; one that is silent must not hold up the rest. */
  postgresPositionMs: 1_000,
  /** One that has more than those that answer is waited for: a link that flaps comes back. */
  postgresSilentMs: 5_000,
  /** Connecting, one command, its reply: three round trips over the longest link. */
  redisCommandMs: 2_000,
  /** The rest of the old leader's stream, while clients wait; the lag tolerated is 100 ms. */
  redisCatchUpMs: 500,
  /** The same where nothing may be lost, and a busy server goes last: the lag of an alert, 5 s. */
  redisDrainMs: 5_000,
  /** A full copy to a follower that could not continue where it was. */
  redisFollowMs: 10_000,
  /** Sentinel asks each server for what it says of itself every 10 s. */
  sentinelHeardMs: 12_000,
  /** It finds no replica fit while what it heard of them is older than a few pings. */
  sentinelAskMs: 5_000,
  /** Connecting and a few requests, six long round trips, at a broker that may be busy. */
  kafkaRequestMs: 3_000,
  /** Reading a policy and writing it: five long round trips, at an S3 that may be busy. */
  s3RequestMs: 3_000,
  /** MirrorMaker asks again within 0.5 s; what a busy link still has is behind by seconds. */
  mirrorDrainMs: 30_000,
  /** A linearizable read or a write at a quorum: two long round trips, and an election's start. */
  etcdRequestMs: 1_500,
  /** A member of etcd ends, reads all that it has and elects itself: some 4 s, or its long log. */
  storeAloneMs: 30_000,
  /** An election of etcd and the retries around it. */
  controlStoreMs: 10_000,
  /** Two long round trips; health checkers, scaled for drills, give up within a second. */
  routingAnswerMs: 300,
  /** A program that loads its clients, while all else on a busy machine goes first: 0.3 s alone. */
  preflightStartMs: 10_000,
  /** What an agent knows already, over the longest link. */
  agentRequestMs: 2_000,
  /** One request to the service through its gateway. */
  serviceRequestMs: 2_000,
  /** One request to the API of Route 53, in a region that may be far and busy. */
  route53RequestMs: 5_000,
  /** One question to a resolver that has to ask in turn. */
  dnsQueryMs: 2_000,
} as const;
