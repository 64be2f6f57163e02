import { join } from 'node:path';
import { ports } from '../addresses.ts';
import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { get } from './probes.ts';
import type { ServerSpec } from './server.ts';

/** Name under which an etcd member is known to its peers; no resolver knows it. */
export const peerName = (region: string): string => `etcd.${region}.test`;

/**
 * An etcd member has one address for all its peers, but each directed link has its own. So members
 * are known by names, and each speaks to the others through an HTTP proxy in its own region that
 * takes the link for the name. (Go does not use a proxy for addresses on loopback, only for names.)
 */
export function egress(site: Site, region: string): ServerSpec {
  const { addresses, parts } = site;
  const directory = directoryOf(site, region, 'egress');
  const file = join(directory, 'haproxy.cfg');
  const listen = { host: addresses.machine(region), port: ports.egress };
  const peers = addresses.regions.filter((peer) => peer !== region);
  const routes = peers.map(
    (peer) => `  use_backend ${peer} if { hdr_beg(host) ${peerName(peer)} }`,
  );
  const backends = peers.map((peer) => {
    const { host, port } = addresses.over(region, peer, 'etcd-peer');
    return `backend ${peer}\n  server link ${host}:${port}`;
  });
  return {
    region,
    name: 'egress',
    command: parts.haproxy.program('haproxy'),
    args: ['-db', '-f', file],
    env: parts.haproxy.environment,
    directory,
    files: {
      // Streams between members stay open for good; their heartbeats find a dead link.
      [file]: `global
  maxconn 1024
  nbthread 1
defaults
  mode http
  option http-no-delay
  timeout connect 2s
  timeout client 1h
  timeout server 1h
frontend egress
  bind ${listen.host}:${listen.port}
  monitor-uri /alive
${routes.join('\n')}
${backends.join('\n')}
`,
    },
    listens: [listen],
    readyMs: deadlines.smallServerMs,
    ready: async () => (await get(listen, '/alive')).status === 200,
  };
}
