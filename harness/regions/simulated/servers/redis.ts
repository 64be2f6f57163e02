import { join } from 'node:path';
import { deadlines } from '../deadlines.ts';
import { activeRegion, directoryOf, type Site } from '../site.ts';
import { askLine } from './probes.ts';
import type { ServerSpec } from './server.ts';

/** Redis of a region; a replica of the active region's over the link, unless it is that one. */
export function redis(site: Site, region: string): ServerSpec {
  const { addresses, parts } = site;
  const directory = directoryOf(site, region, 'redis');
  const active = activeRegion(site.topology);
  const address = addresses.local(region, 'redis');
  const source = addresses.over(region, active, 'redis');
  const settings = [
    `bind ${address.host}`,
    `port ${address.port}`,
    'protected-mode no',
    'databases 1',
    `dir ${directory}`,
    'appendonly yes',
    'appendfsync everysec',
    'save 900 1',
    'repl-diskless-sync yes',
    'repl-diskless-sync-delay 0',
    // A reconnecting replica catches up on the missed writes of a whole drill without a full copy.
    'repl-backlog-size 16mb',
    'repl-ping-replica-period 1',
    'repl-timeout 10',
    ...(region === active ? [] : [`replicaof ${source.host} ${source.port}`]),
  ];
  const file = join(directory, 'redis.conf');
  return {
    region,
    name: 'redis',
    command: parts.redis.program('redis-server'),
    args: [file],
    env: parts.redis.environment,
    directory,
    files: { [file]: `${settings.join('\n')}\n` },
    listens: [address],
    readyMs: deadlines.smallServerMs,
    ready: async () => (await askLine(address, 'PING')).startsWith('+PONG'),
  };
}
