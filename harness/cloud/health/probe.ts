import { probeHttp } from './probe-http.ts';
import type { ProbeRequest, ProbeResult } from './probe-request.ts';
import { probeTcp } from './probe-tcp.ts';

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
