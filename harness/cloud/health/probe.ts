import type { HealthCheckSpec } from '../route53/zone.ts';
import { probeHttp } from './probe-http.ts';
import { probeTcp } from './probe-tcp.ts';

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

/** Never rejects: whatever goes wrong is a failed check. Types that are not emulated fail. */
export async function probe(request: ProbeRequest): Promise<ProbeResult> {
  switch (request.check.type) {
    case 'HTTP':
      return probeHttp(request);
    case 'TCP':
      return probeTcp(request);
    default:
      return { passed: false, why: `checks of type ${request.check.type} are not emulated` };
  }
}
