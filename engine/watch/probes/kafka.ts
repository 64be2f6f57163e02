import type { Clock } from '../../ports/clock.ts';
import { KafkaWriteCheck, type WriteCheckOptions } from '../../systems/kafka/write-check.ts';
import type { FactProbe } from './fact-probe.ts';
import { type ProbeFigures, reachability } from './reachability.ts';

/** A queue is reachable while it could acknowledge: one dead broker of several changes nothing. */
export function kafkaProbe(
  clock: Clock,
  region: string,
  figures: ProbeFigures,
  written: WriteCheckOptions,
): FactProbe {
  const check = new KafkaWriteCheck(clock, written);
  return reachability(clock, {
    of: 'kafka',
    region,
    figures,
    ask: (timeoutMs) => check.probe(timeoutMs),
  });
}
