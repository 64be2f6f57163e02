import { type Clock, until } from '../../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';
import { askInfo, withRedis } from '../redis-operator.ts';
import type { SimulatedRegions } from '../simulated-regions.ts';
import { activeRegion } from '../site.ts';

/** Makes the active region's Redis the source again, after it has taken over what another has. */
export async function restoreCache({ site }: SimulatedRegions, clock: Clock): Promise<void> {
  const { addresses, topology } = site;
  const active = activeRegion(topology);
  const others = addresses.regions.filter((region) => region !== active);
  const at = (region: string) => addresses.local(region, 'redis');
  const follow = (region: string, source: string) => {
    const { host, port } = addresses.over(region, source, 'redis');
    return withRedis(at(region), (send) => send('REPLICAOF', host, String(port)));
  };
  const infos = await Promise.all(others.map((region) => askInfo(at(region))));
  const source = others.find((_, index) => infos[index]?.get('role') === 'master');
  if (source) {
    await follow(active, source);
    const deadline = { what: `Redis in ${active} to have all`, ms: deadlines.redisSyncMs };
    await until(clock, deadline, async () => {
      const [mine, theirs] = await Promise.all([askInfo(at(active)), askInfo(at(source))]);
      if (mine.get('master_link_status') !== 'up') return false;
      return Number(mine.get('slave_repl_offset')) >= Number(theirs.get('master_repl_offset'));
    });
  }
  await withRedis(at(active), async (send) => {
    await send('REPLICAOF', 'NO', 'ONE');
    await send('CONFIG', 'SET', 'min-replicas-to-write', '0');
  });
  await Promise.all(others.map((region) => follow(region, active)));
}
