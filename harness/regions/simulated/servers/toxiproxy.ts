import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { getText } from './probes.ts';
import type { ServerSpec } from './server.ts';

/** One process for all links of the run. */
export function toxiproxy(site: Site): ServerSpec {
  const api = site.addresses.toxiproxy;
  return {
    region: 'wan',
    name: 'toxiproxy',
    command: site.parts.toxiproxy.program('toxiproxy-server'),
    args: ['-host', api.host, '-port', String(api.port)],
    // At its default level it writes two lines for each connection. It moves few bytes at a time,
    // and with a second thread of Go's it spends more on waking that than on them.
    env: { LOG_LEVEL: 'warn', GOMAXPROCS: '1' },
    directory: directoryOf(site, 'wan', 'toxiproxy'),
    listens: [api],
    readyMs: deadlines.smallServerMs,
    ready: async () => Boolean(await getText(api, '/version')),
  };
}
