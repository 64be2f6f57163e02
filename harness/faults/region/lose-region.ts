import { z } from 'zod';
import { brokerNames } from '../../regions/broker-names.ts';
import type { RunningRegions, ServerName } from '../../regions/runtime.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { cutLinks } from '../network/cut-links.ts';
import { restoreLinks } from '../network/restore-links.ts';
import { killServer } from '../process/kill-server.ts';
import { amongServers, carried } from './among-servers.ts';

/** One region, or several at the same instant. */
const parameters = z.strictObject({ region: z.union([z.string(), z.array(z.string()).min(1)]) });

/** Its servers as they start again: a quorum's member hears the others by `egress` alone. */
const startOrder: readonly ServerName[] = [
  'egress',
  'etcd',
  'postgres',
  'redis',
  ...brokerNames,
  'localstack',
  'mirrormaker',
  'app',
  'haproxy',
  'engine',
];

/**
 * All of a region is gone at once, as when its power fails: every link to it is black, the own link
 * of its place too, nothing that its servers say gets out, and all of them end by SIGKILL. The
 * links go first, so that no peer hears a server die.
 */
export const loseRegion: Fault<typeof parameters> = {
  name: 'lose-region',
  breaks: 'all servers of a region are killed, and its links are black',
  layer: 'process',
  parameters,
  available: ({ region }, { servers }) => {
    const empty = [region].flat().filter((one) => !servers.some((each) => each.region === one));
    return empty.length > 0 ? `no server in ${empty.join(', ')}` : true;
  },
  prepare: ({ region }, context) => {
    const { wan } = context.regions;
    const lost = [region].flat();
    const found = serversIn(context.regions, lost);
    if (found.length === 0) throw new FaultRefused('lose-region', `no server in ${lost}`);
    const servers = found.map((server) => killServer.prepare(server, context));
    const incoming = wan.links
      .filter(({ to }) => lost.includes(to))
      .map((link) => {
        const services = carried(link, [...amongServers, 'gateway']);
        const ends = { from: [link.from], to: [link.to] };
        return cutLinks.prepare({ ...ends, services, manner: 'black-hole' }, context);
      });
    // Other servers stand behind these, of which nothing is known, so they are not probed.
    const outgoing = wan.links.filter(({ from, to }) => lost.includes(from) && !lost.includes(to));
    const probed = [...servers, ...incoming];
    const all = async (look: 'broken' | 'sound') =>
      (await Promise.all(probed.map((one) => one[look]()))).every(Boolean);
    const names = [...new Set(found.toReversed().map(({ server }) => server))];
    return {
      target: `all of ${lost.join(' and ')}: ${names.join(', ')}, and its links`,
      // Last first: servers find their links again when they start, in their order.
      undo: [
        ...servers.flatMap(({ undo }) => undo),
        ...incoming.flatMap(({ undo }) => undo),
        ...outgoing.map((link) => restoreLinks(wan, link, carried(link, amongServers))),
      ],
      apply: async () => {
        await Promise.all([
          ...incoming.map((one) => one.apply()),
          ...outgoing.map((link) =>
            wan.cut(link.from, link.to, 'black-hole', carried(link, amongServers)),
          ),
        ]);
        await Promise.all(servers.map((one) => one.apply()));
      },
      broken: () => all('broken'),
      sound: () => all('sound'),
    };
  },
};

/**
 * Of the servers in these regions, the last to start first; what needs one of its kind in another
 * region, as MirrorMaker does, starts after those of all.
 */
function serversIn({ servers }: RunningRegions, regions: readonly string[]) {
  const found = servers
    .filter(({ region }) => regions.includes(region))
    .map(({ region, name: server }) => ({ region, server }));
  const rank = ({ server }: (typeof found)[number]) => startOrder.indexOf(server);
  return found.sort((a, b) => rank(b) - rank(a));
}
