import type { HealthCheckSpec } from '../route53/zone.ts';

/** How a checker found an endpoint; `why` is for the log. */
export interface ProbeResult {
  readonly passed: boolean;
  readonly why: string;
}

/** One check of an endpoint over the route of one checker. */
export interface ProbeRequest {
  readonly check: HealthCheckSpec;
  /** The link address in place of the endpoint's own. */
  readonly host: string;
  readonly port: number;
  /** Multiplies Route 53's own limits. */
  readonly timeScale: number;
  readonly signal: AbortSignal;
}
