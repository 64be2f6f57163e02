import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KafkaBroker } from '../../systems/kafka/broker.ts';
import type { FactProbe } from './fact-probe.ts';
import { type ProbeFigures, reachability } from './reachability.ts';

export function kafkaProbe(
  clock: Clock,
  region: string,
  figures: ProbeFigures,
  address: Address,
): FactProbe {
  const broker = new KafkaBroker(clock, address);
  return reachability(clock, {
    of: 'kafka',
    region,
    figures,
    ask: (timeoutMs) => broker.ping(timeoutMs),
  });
}
