/** Every wait of this room, with its reason. Figures of starts: two cores, nothing else running. */
export const deadlines = {
  /** One try of a readiness probe; a server that is busy starting may leave it unanswered. */
  probeMs: 2_000,
  readyEveryMs: 50,
  /** Redis, HAProxy, Toxiproxy: 0.1 s; ten others may compete for the processor. */
  smallServerMs: 20_000,
  /** Needs two of three members and their links: 2 s. */
  etcdMs: 30_000,
  /** A member that comes back beside another one is added when that has joined, 5 s ago: 8 s. */
  memberAddedMs: 45_000,
  /** 0.2 s, or the replay after a crash. */
  postgresMs: 60_000,
  /** 1.2 to 2.8 s alone; three brokers start together with everything else. */
  kafkaMs: 90_000,
  /** 4 s to the first answer of its API, 10 s when Python has to compile its sources first. */
  localstackMs: 120_000,
  /** First mirrored record 15 s after its start. */
  mirrormakerMs: 120_000,
  /** Node loads the AWS SDK in 1 to 2 s. */
  appMs: 60_000,
  cloudMs: 60_000,
  /** initdb takes 1 s, a base backup over a link 1 to 2 s, a rewind less. */
  toolMs: 60_000,
  /** One statement of the operator. */
  statementMs: 15_000,
  /** All WAL of a drill crosses a link of 68 ms in seconds. */
  catchUpMs: 60_000,
  /** A standby connects again within a second, unless its history has gone apart. */
  streamMs: 15_000,
  /** A Redis replica takes a whole copy of some MB. */
  redisSyncMs: 30_000,
  provisionMs: 30_000,
  /** Postgres waits for a last checkpoint, Kafka closes its logs: 1 to 2 s. */
  stopMs: 5_000,
  /** LocalStack keeps nothing on disk, so there is nothing for it to do in order: it takes 5 s. */
  stopEphemeralMs: 500,
} as const;
