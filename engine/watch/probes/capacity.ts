import type { Scalable } from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import { capacityFacts } from '../capacity-facts.ts';
import type { FactProbe } from './fact-probe.ts';

/**
 * How much of a region's capacity is in use, as its agent tells. The service itself is not asked:
 * it is silent when it has none left, and does not know who else is on its machine.
 */
export function capacityProbe(
  clock: Clock,
  region: string,
  { everyMs, timeoutMs }: { readonly everyMs: number; readonly timeoutMs: number },
  agent: Pick<Scalable, 'capacity'>,
): FactProbe {
  return {
    of: 'region',
    region,
    everyMs,
    async probe() {
      const atMs = clock.monotonicMs();
      return { facts: capacityFacts({ region, atMs }, await agent.capacity(timeoutMs)) };
    },
  };
}
