import { fastify } from 'fastify';
import { z } from 'zod';
import type { Fleet } from './fleet.ts';
import { isStreaming } from './replication.ts';
import { rejoin } from './restore/rejoin.ts';
import type { Site } from './site.ts';
import { standAlone } from './stand-alone.ts';

const body = z.strictObject({ leader: z.string() });

/**
 * An agent in each region, as the operator of its machines would run one: it does what an engine
 * cannot do over the network. `engine/systems/agent/` says what it is asked. Throws when it
 * cannot listen.
 */
export async function serveAgents(site: Site, fleet: Fleet): Promise<AsyncDisposable> {
  await using starting = new AsyncDisposableStack();
  for (const region of site.addresses.regions) {
    const agent = starting.adopt(agentOf(site, fleet, region), async (one) => one.close());
    await agent.listen(site.addresses.local(region, 'agent'));
    // Whoever leaves the regions running, or gives up, ends without waiting for questions.
    agent.server.unref();
  }
  return starting.move();
}

function agentOf(site: Site, fleet: Fleet, region: string) {
  const { addresses, accounts } = site;
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.authorization === `Bearer ${accounts.agentToken}`) return;
    return reply.code(401).send({ error: 'expected the token of this agent' });
  });
  let under: { readonly leader: string; readonly way: Promise<string> } | undefined;
  const follow = async (leader: string) => {
    if (under && under.leader !== leader) throw new Error(`it is about to follow ${under.leader}`);
    under ??= { leader, way: makeFollow(fleet, region, leader) };
    return under.way.finally(() => {
      under = undefined;
    });
  };
  server.post('/rejoin', async ({ body: sent }, reply) => {
    const { data } = body.safeParse(sent);
    const others = addresses.regions.filter((one) => one !== region);
    if (!data || !others.includes(data.leader)) {
      return reply.code(400).send({ error: `expected {"leader"}, one of ${others.join(', ')}` });
    }
    return { how: await follow(data.leader) };
  });
  let standing: Promise<string> | undefined;
  server.post('/control-store/alone', async () => {
    standing ??= standAlone(site, fleet, region).finally(() => {
      standing = undefined;
    });
    return { how: await standing };
  });
  return server;
}

async function makeFollow(fleet: Fleet, region: string, leader: string): Promise<string> {
  if (await isStreaming(fleet, leader, region)) return 'it followed already';
  return rejoin(fleet, region, leader);
}
