/** Regions, vantages and the delays between them, as data (fixtures/topologies/*.yaml). */
export interface Topology {
  readonly name: string;
  readonly regions: readonly RegionSpec[];
  /**
   * How many standbys must have kept a commit on disk before the primary acknowledges it, whichever
   * regions these are in; none unless given.
   */
  readonly synchronousStandbys?: number | undefined;
  /** Places clients are at; a vantage may be a region or a place of its own. */
  readonly vantages: readonly string[];
  /** One-way delay of each directed link from a place to a region, milliseconds. */
  readonly links: readonly {
    readonly from: string;
    readonly to: string;
    readonly delayMs: number;
  }[];
  /** MirrorMaker 2 flows. */
  readonly mirrors: readonly {
    readonly from: string;
    readonly to: string;
    readonly topics: readonly string[];
  }[];
  /** Where vantages are, in the codes of Route 53: `NA`, `US`. */
  readonly locations?:
    | Readonly<Record<string, { readonly continent: string; readonly country: string }>>
    | undefined;
  /** The name clients resolve. */
  readonly service: string;
}

export interface RegionSpec {
  readonly name: string;
  readonly role: 'active' | 'hot-standby' | 'cold';
  readonly priority: number;
  /** APIs its LocalStack serves. */
  readonly cloud: readonly ('s3' | 'route53')[];
  /** Of its Kafka: one unless given, or three, each of which is a controller too. */
  readonly brokers?: 1 | 3 | undefined;
}
