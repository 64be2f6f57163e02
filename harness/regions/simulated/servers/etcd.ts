import { join } from 'node:path';
import { ports } from '../addresses.ts';
import type { ControlMembers } from '../control-members.ts';
import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { peerHost } from './egress.ts';
import { getText } from './probes.ts';
import type { ServerSpec } from './server.ts';

/** How a region's member is known to the others. */
export const peerUrl = (site: Site, region: string): string =>
  `http://${peerHost(site, region)}:${ports['etcd-peer']}`;

export const dataOf = (site: Site, region: string): string =>
  join(directoryOf(site, region, 'etcd'), 'data');

/** A region's member of the quorum; it is ready when there is a leader. */
export function etcd(site: Site, region: string, members: ControlMembers): ServerSpec {
  const { addresses, parts } = site;
  const directory = directoryOf(site, region, 'etcd');
  const client = addresses.local(region, 'etcd');
  const peer = addresses.local(region, 'etcd-peer');
  const egress = addresses.egress(region);
  const first = addresses.regions.map((member) => `${member}=${peerUrl(site, member)}`);
  const flags = {
    name: region,
    'data-dir': dataOf(site, region),
    'listen-peer-urls': `http://${peer.host}:${peer.port}`,
    'initial-advertise-peer-urls': peerUrl(site, region),
    'listen-client-urls': `http://${client.host}:${client.port}`,
    'advertise-client-urls': `http://${client.host}:${client.port}`,
    'initial-cluster': first.join(),
    'initial-cluster-state': 'new',
    // A round trip takes at most 136 ms: heartbeat about one, election ten of them (etcd's tuning).
    'heartbeat-interval': '150',
    'election-timeout': '1500',
    // A member that was cut off must not depose a leader by its return (3.4 does not by itself).
    'pre-vote': 'true',
    'log-level': 'warn',
    logger: 'zap',
    'log-outputs': 'stderr',
  };
  return {
    region,
    name: 'etcd',
    command: parts.etcd.program('etcd'),
    args: Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    env: {
      ...parts.etcd.environment,
      HTTP_PROXY: `http://${egress.host}:${egress.port}`,
      http_proxy: '',
      NO_PROXY: '',
      no_proxy: '',
      GOMAXPROCS: '1',
    },
    directory,
    listens: [client, peer],
    readyMs: deadlines.etcdMs,
    // Of two flags of one name the later counts, and neither does where there is data.
    beforeStart: () => members.beforeStart(region),
    ready: async () => {
      const ready = JSON.parse(await getText(client, '/health')).health === 'true';
      if (ready) members.started(region);
      return ready;
    },
  };
}
