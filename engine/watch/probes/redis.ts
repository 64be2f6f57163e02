import type { Clock } from '../../ports/clock.ts';
import type { RedisServer } from '../../systems/redis/server.ts';
import type { FactProbe } from './fact-probe.ts';
import { type ProbeFigures, reachability } from './reachability.ts';

export function redisProbe(
  clock: Clock,
  region: string,
  figures: ProbeFigures,
  server: Pick<RedisServer, 'probe'>,
): FactProbe {
  return reachability(clock, {
    of: 'redis',
    region,
    figures,
    ask: (timeoutMs) => server.probe(timeoutMs),
  });
}
