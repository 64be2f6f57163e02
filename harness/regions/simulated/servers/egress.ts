import { join } from 'node:path';
import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { get } from './probes.ts';
import type { ServerSpec } from './server.ts';

/** Address by which an etcd member is known to its peers; nobody has it (RFC 5737). */
export const peerHost = ({ addresses }: Site, region: string): string =>
  `192.0.2.${addresses.regions.indexOf(region) + 1}`;

/**
 * An etcd member has one address for all its peers, but each directed link has its own. So members
 * are known by addresses that nobody has, and each speaks to the others through an HTTP proxy in
 * its own region that takes the link instead. (Go uses no proxy for addresses on loopback. Of names
 * etcd would look up those that differ, for 30 s, whenever a member joins.)
 */
export function egress(site: Site, region: string): ServerSpec {
  const { addresses, parts } = site;
  const directory = directoryOf(site, region, 'egress');
  const file = join(directory, 'haproxy.cfg');
  const listen = addresses.egress(region);
  const peers = addresses.regions.filter((peer) => peer !== region);
  const routes = peers.map(
    (peer) => `  use_backend ${peer} if { hdr_beg(host) ${peerHost(site, peer)}: }`,
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
