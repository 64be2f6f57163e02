import { Resolver } from 'node:dns/promises';
import type { Address } from '../../ports/endpoints.ts';

/**
 * The IPv4 addresses that a resolver gives for a name now. A new Resolver for each question: one
 * that is kept may answer from a cache of its own, and once it knows a server to be quick it gives
 * up after 250 ms, whatever it was told (c-ares, `ares_metrics_server_timeout`). Throws when there
 * is no answer in time.
 */
export async function resolveAt(
  resolver: Address,
  name: string,
  timeoutMs: number,
): Promise<readonly string[]> {
  const asked = new Resolver({ timeout: Math.ceil(timeoutMs), tries: 1 });
  asked.setServers([`${resolver.host}:${resolver.port}`]);
  return asked.resolve4(name);
}
