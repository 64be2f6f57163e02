import { Agent, request } from 'undici';
import { addressFrom } from '../../engine/index.ts';
import type { RunningRegions } from '../../harness/regions/index.ts';
import { type Figure, medianOf } from './figure.ts';

const PAIRS = 400;
const WARM_UP = 100;
/** Beyond the ids of any workload. */
const FIRST_ID = 1_000_000_001;

/**
 * What a link without delay adds to a client's write: pairs of one operation straight to the
 * gateway and one over the link, in turn, each on a connection of its own that is kept open.
 */
export async function linkOverhead(regions: RunningRegions): Promise<Figure> {
  const region = regions.topology.regions[0]?.name ?? '';
  const gateway = regions.endpoints(region).regions[region]?.gateway;
  const link = regions.wan.link(region, region).services.gateway;
  if (!gateway || !link) throw new RangeError(`no gateway in ${region}`);
  const direct = client(addressFrom(region, gateway.seenFrom));
  const linked = client(link);
  const ratios: number[] = [];
  const directMs: number[] = [];
  for (let pair = 0, id = FIRST_ID; pair < WARM_UP + PAIRS; pair += 1, id += 2) {
    const a = await direct.write(id);
    const b = await linked.write(id + 1);
    if (pair < WARM_UP) continue;
    directMs.push(a);
    ratios.push(b / a);
  }
  await Promise.all([direct.close(), linked.close()]);
  return {
    what: 'added to a write by a link without delay, median of pairs',
    value: (medianOf(ratios) - 1) * 100,
    limit: 15,
    unit: '%',
    of: `${PAIRS} pairs, ${medianOf(directMs).toFixed(2)} ms direct`,
  };
}

function client({ host, port }: { host: string; port: number }) {
  const dispatcher = new Agent({ connections: 1 });
  return {
    write: async (id: number): Promise<number> => {
      const beganMs = performance.now();
      const { statusCode, body } = await request(`http://${host}:${port}/operations`, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, payload: 'x'.repeat(200) }),
      });
      await body.dump();
      if (statusCode !== 201) throw new Error(`a write was answered ${statusCode}`);
      return performance.now() - beganMs;
    },
    close: () => dispatcher.close(),
  };
}
