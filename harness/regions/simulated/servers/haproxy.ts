import { join } from 'node:path';
import { ports } from '../addresses.ts';
import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { askLine } from './probes.ts';
import type { ServerSpec } from './server.ts';

const noUpstream = JSON.stringify({ error: 'no-upstream', certainlyNotDone: true });

/** Gateway of a region: passes requests on to the app while that is healthy, and adds nothing. */
export function haproxy(site: Site, region: string): ServerSpec {
  const { addresses, parts } = site;
  const directory = directoryOf(site, region, 'haproxy');
  const file = join(directory, 'haproxy.cfg');
  const gateway = addresses.local(region, 'gateway');
  const app = addresses.local(region, 'app');
  const stats = { host: gateway.host, port: ports.gatewayStats };
  return {
    region,
    name: 'haproxy',
    command: parts.haproxy.program('haproxy'),
    args: ['-db', '-f', file],
    env: parts.haproxy.environment,
    directory,
    files: {
      [file]: `global
  maxconn 4096
  nbthread 1
  stats socket ipv4@${stats.host}:${stats.port} level admin
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout check 2s
  # More than the app can do is refused soon, and what no client waits for any more is not begun:
  # else an overload of seconds goes on by itself, every answer being too late: at 200 a second,
  # 64 in the app and 0.3 s before it make 0.6 s, less than the shortest patience of a client, 1 s.
  timeout queue 300ms
  option abortonclose
  timeout http-keep-alive 60s
  # Said only of requests that no app was given, so that a client knows they were not done.
  http-error status 503 content-type application/json string '${noUpstream}'
frontend gateway
  bind ${gateway.host}:${gateway.port}
  default_backend app
backend app
  option httpchk GET /health
  http-reuse safe
  server app ${app.host}:${app.port} maxconn 64 check inter 2s fall 3 rise 1
`,
    },
    listens: [gateway, stats],
    readyMs: deadlines.smallServerMs,
    ready: async () => (await askLine(stats, 'show info')).includes('HAProxy'),
  };
}
