import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KeptHttp } from '../../systems/http/kept-http.ts';
import type { FactProbe } from './fact-probe.ts';

const answer = z.object({ cpu: z.number().min(0).max(1), memory: z.number().min(0).max(1) });

/** GET /load of the service through its gateway. A service that does not say is not known. */
export function loadProbe(
  clock: Clock,
  region: string,
  { everyMs, timeoutMs }: { readonly everyMs: number; readonly timeoutMs: number },
  address: Address,
): FactProbe {
  const gateway = new KeptHttp(clock, address);
  return {
    of: 'region',
    region,
    everyMs,
    async probe() {
      const atMs = clock.monotonicMs();
      const { status, text } = await gateway.ask('GET', '/load', timeoutMs);
      if (status !== 200) throw new Error(`/load: HTTP ${status}`);
      const { cpu, memory } = answer.parse(JSON.parse(text));
      const about = { of: 'region', region, atMs } as const;
      return {
        facts: [
          { ...about, measure: 'cpu', value: cpu },
          { ...about, measure: 'memory', value: memory },
        ],
      };
    },
  };
}
