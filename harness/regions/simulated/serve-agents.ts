import type { Crowdable } from '../runtime.ts';
import { buildAgent } from './agent.ts';
import type { Fleet } from './fleet.ts';
import { isStreaming } from './replication.ts';
import { rejoin } from './restore/rejoin.ts';
import type { Site } from './site.ts';
import { standAlone } from './stand-alone.ts';

/** An agent in each region. Throws when one cannot listen. */
export async function serveAgents(
  site: Site,
  fleet: Fleet,
  serviceMachine: Crowdable['serviceMachine'],
): Promise<AsyncDisposable> {
  const { addresses, accounts } = site;
  await using starting = new AsyncDisposableStack();
  for (const region of addresses.regions) {
    const built = buildAgent({
      region,
      token: accounts.agentToken,
      others: addresses.regions.filter((one) => one !== region),
      follow: followOnce((leader) => makeFollow(site, fleet, region, leader)),
      standAlone: once(() => standAlone(site, fleet, region)),
      machine: serviceMachine(region),
    });
    const agent = starting.adopt(built, async (one) => one.close());
    await agent.listen(addresses.local(region, 'agent'));
    // Whoever leaves the regions running, or gives up, ends without waiting for questions.
    agent.server.unref();
  }
  return starting.move();
}

/** Asked again meanwhile, it is the same way that is awaited; another leader is refused. */
function followOnce(make: (leader: string) => Promise<string>) {
  let under: { readonly leader: string; readonly way: Promise<string> } | undefined;
  return async (leader: string): Promise<string> => {
    if (under && under.leader !== leader) throw new Error(`it is about to follow ${under.leader}`);
    under ??= { leader, way: make(leader) };
    return under.way.finally(() => {
      under = undefined;
    });
  };
}

/** Asked again meanwhile, it is the same way that is awaited. */
function once(make: () => Promise<string>) {
  let under: Promise<string> | undefined;
  return (): Promise<string> => {
    under ??= make().finally(() => {
      under = undefined;
    });
    return under;
  };
}

async function makeFollow(
  { clock }: Site,
  fleet: Fleet,
  region: string,
  leader: string,
): Promise<string> {
  if (await isStreaming(fleet, leader, region)) return 'it followed already';
  return rejoin(fleet, clock, region, leader);
}
