import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KeptHttp } from '../../systems/http/kept-http.ts';
import type { FactProbe } from './fact-probe.ts';
import { type ProbeFigures, reachability } from './reachability.ts';

/**
 * The region's own member. One that says 503 has lost its quorum: it is there, and the others are
 * not, which is no fault of its region.
 */
export function etcdProbe(
  clock: Clock,
  region: string,
  figures: ProbeFigures,
  address: Address,
): FactProbe {
  const member = new KeptHttp(clock, address);
  return reachability(clock, {
    of: 'etcd',
    region,
    figures,
    ask: async (timeoutMs) => {
      const { status } = await member.ask('GET', '/health', timeoutMs);
      if (status !== 200 && status !== 503) throw new Error(`etcd /health: HTTP ${status}`);
    },
  });
}
