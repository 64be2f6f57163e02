/** Host and port of one server, as one place sees it. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * A server that different places reach by different addresses, because each path crosses its own
 * WAN link. The key is the place (a region, or a vantage); where all share one address it is `*`.
 */
export type SeenFrom = Readonly<Record<string, Address>>;

export interface PostgresEndpoint {
  readonly seenFrom: SeenFrom;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Replication slot kept for each standby region on whatever node is primary. */
  readonly slots: Readonly<Record<string, string>>;
}

/** Without a password nobody is asked to log in. */
export interface RedisEndpoint {
  readonly seenFrom: SeenFrom;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** The brokers of one cluster. */
export interface KafkaEndpoint {
  readonly seenFrom: SeenFrom;
  /** Those beside the first: when that one is dead, nobody who knows it alone finds the rest. */
  readonly others?: readonly SeenFrom[] | undefined;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3Endpoint {
  readonly seenFrom: SeenFrom;
  readonly bucket: string;
  /** Of whoever may change the bucket's policy; without, as the AWS SDK finds them. */
  readonly credentials?: S3Credentials | undefined;
}

export interface RegionEndpoints {
  readonly postgres: PostgresEndpoint;
  readonly redis: RedisEndpoint;
  readonly kafka: KafkaEndpoint;
  readonly s3: S3Endpoint;
  readonly gateway: { readonly seenFrom: SeenFrom };
  readonly etcd: { readonly seenFrom: SeenFrom };
  /** Who operates the region's machines, if anyone can be asked; `systems/agent/` asks it. */
  readonly agent?: { readonly seenFrom: SeenFrom; readonly token: string } | undefined;
}

/** All an engine is told about the world; it finds everything else out by real protocols. */
export interface Endpoints {
  /** The place this controller runs in, and where it may listen. */
  readonly home: string;
  readonly listen: Address;
  readonly regions: Readonly<Record<string, RegionEndpoints>>;
  /** The Route 53 API (in us-east-1). */
  readonly route53: { readonly seenFrom: SeenFrom };
  /** A recursive resolver at each vantage; `address` is DNS over UDP. */
  readonly vantages: Readonly<Record<string, { readonly resolver: Address }>>;
  /** The name clients use, and each region's A record, to tell which region a name leads to. */
  readonly service: {
    readonly name: string;
    readonly records: Readonly<Record<string, string>>;
  };
}

/** The address of a server from a place. Throws RangeError if that place has no path to it. */
export function addressFrom(place: string, seenFrom: SeenFrom): Address {
  const address = seenFrom[place] ?? seenFrom['*'];
  if (!address) throw new RangeError(`no path from ${place}: known are ${Object.keys(seenFrom)}`);
  return address;
}

/** The addresses of all brokers of a cluster from a place. Throws RangeError as `addressFrom`. */
export function brokersFrom(place: string, kafka: KafkaEndpoint): readonly Address[] {
  return [kafka.seenFrom, ...(kafka.others ?? [])].map((seen) => addressFrom(place, seen));
}
