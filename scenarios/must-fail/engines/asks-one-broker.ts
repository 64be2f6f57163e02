import { composeEngine } from '../../../engine/compose.ts';
import type { Endpoints, RegionEndpoints } from '../../../engine/ports/endpoints.ts';
import { runEngineProcess } from '../../../engine/process.ts';

function withFirstBroker({ kafka, ...others }: RegionEndpoints): RegionEndpoints {
  return { ...others, kafka: { seenFrom: kafka.seenFrom } };
}

function withFirstBrokers({ regions, ...others }: Endpoints): Endpoints {
  const entries = Object.entries(regions).map(([name, all]) => [name, withFirstBroker(all)]);
  return { ...others, regions: Object.fromEntries(entries) };
}

/** A queue is as its first broker is. */
await runEngineProcess(({ plan, endpoints }) =>
  composeEngine({ plan, endpoints: withFirstBrokers(endpoints) }),
);
