import { fastify } from 'fastify';
import { z } from 'zod';
import type { ServiceMachine } from '../runtime.ts';

/** What an agent has to do with. */
export interface AgentWork {
  readonly region: string;
  readonly token: string;
  /** Regions that its database can be made to follow. */
  readonly others: readonly string[];
  /** Like the next one, says in a few words what that took. */
  readonly follow: (leader: string) => Promise<string>;
  readonly standAlone: () => Promise<string>;
  readonly machine: Pick<ServiceMachine, 'capacity'>;
}

const bodies = {
  rejoin: z.strictObject({ leader: z.string() }),
  scale: z.strictObject({ instances: z.int().min(1) }),
};

/**
 * An agent as a region's operator would run one on its machines: it does what an engine cannot do
 * over the network. `engine/systems/agent/` says what it is asked. Not yet listening.
 */
export function buildAgent(work: AgentWork) {
  const { region, token, others, follow, standAlone, machine } = work;
  const server = fastify({ forceCloseConnections: true });
  server.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.authorization === `Bearer ${token}`) return undefined;
    return reply.code(401).send({ error: 'expected the token of this agent' });
  });
  server.post('/rejoin', async ({ body }, reply) => {
    const { data } = bodies.rejoin.safeParse(body);
    if (!data || !others.includes(data.leader)) {
      return reply.code(400).send({ error: `expected {"leader"}, one of ${others.join(', ')}` });
    }
    return { how: await follow(data.leader) };
  });
  server.post('/control-store/alone', async () => ({ how: await standAlone() }));
  server.get('/capacity', () => machine.capacity());
  server.post('/scale', async ({ body }, reply) => {
    const { data } = bodies.scale.safeParse(body);
    if (!data) return reply.code(400).send({ error: 'expected {"instances"}, 1 or more' });
    const { instances } = await machine.capacity();
    if (instances >= data.instances) return { instances };
    const error = `${region} has one machine for its service, and no more`;
    return reply.code(409).send({ error });
  });
  return server;
}
