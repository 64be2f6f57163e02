import type { World } from './world.ts';

/**
 * Loads what a runbook needs and watching does not. That takes a processor for some tenths of a
 * second, so it is done where nobody waits for it.
 */
export async function loadClients({ queues, buckets }: Pick<World, 'queues' | 'buckets'>) {
  const clients = [...Object.values(queues), ...Object.values(buckets)];
  await Promise.all(clients.map((client) => client.load()));
}
