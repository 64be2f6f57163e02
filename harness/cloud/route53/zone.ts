/** One resource record set of the Route 53 API, with names in canonical form. */
export interface RecordSet {
  readonly name: string;
  readonly type: string;
  /** Seconds, as the API has it. */
  readonly ttl: number;
  /** Values in zone-file notation. */
  readonly values: readonly string[];
  readonly setIdentifier?: string;
  readonly healthCheckId?: string;
  readonly failover?: 'PRIMARY' | 'SECONDARY';
  readonly weight?: number;
  readonly geoLocation?: {
    readonly continent?: string;
    /** `*` is everywhere else. */
    readonly country?: string;
    /** A state of the country. */
    readonly subdivision?: string;
  };
  /** What is answered in place of values of its own. */
  readonly alias?: AliasTarget;
}

/** Another record set, or another AWS resource, by its name. */
export interface AliasTarget {
  readonly name: string;
  /** The alias is healthy only while what it names is. */
  readonly evaluateHealth: boolean;
}

/** One health check of the Route 53 API; durations are the API's, before any time scale. */
export interface HealthCheckSpec {
  readonly id: string;
  /** The caller reference: what its maker calls it. */
  readonly name: string;
  /** HTTP, TCP, CALCULATED, or a type that is not emulated. */
  readonly type: string;
  readonly target?: { readonly host: string; readonly port: number };
  readonly path: string;
  /** Sent as the Host header, if there is one. */
  readonly domainName?: string;
  readonly intervalMs: number;
  /** Consecutive results that turn a checker's opinion. */
  readonly failureThreshold: number;
  /** Of a CALCULATED check. */
  readonly children: readonly string[];
  readonly healthThreshold: number;
  readonly inverted: boolean;
  readonly disabled: boolean;
  /** Places it is checked from; all of them, if empty. */
  readonly regions: readonly string[];
}

/** What the data plane needs from the control plane. */
export interface ZoneSnapshot {
  readonly name: string;
  readonly records: readonly RecordSet[];
  readonly healthChecks: readonly HealthCheckSpec[];
}
