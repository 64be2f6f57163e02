import { createHash } from 'node:crypto';
import { z } from 'zod';
import { runInside } from '../../regions/index.ts';
import type { Fault } from '../fault.ts';
import { areNetworked, networksOf } from '../networks.ts';
import { askService } from '../path-probe.ts';
import { linksAvailable, namedLinks, pathsOf, proxiesOf } from './named-links.ts';
import { rulesOf } from './packet-rules.ts';

const parameters = z
  .strictObject({
    ...namedLinks,
    manner: z.enum(['drop', 'reject']).default('drop'),
    /** What alone is lost: upstream is what flows from the place to the region. */
    stream: z.enum(['upstream', 'downstream']).optional(),
    /** So much of it, by chance. */
    share: z.number().gt(0).max(1).default(1),
  })
  .refine(({ manner, stream }) => manner === 'drop' || stream !== 'downstream', {
    path: ['stream'],
    message: 'a packet is rejected on its way to the region',
  });

/**
 * Packets on the links from each place to each region named are dropped, or rejected with a reset,
 * before there is a connection: a new one is not accepted either, which is how a real black hole
 * differs from one of Toxiproxy's.
 */
export const dropPackets: Fault<typeof parameters> = {
  name: 'drop-packets',
  breaks: 'packets of a link are dropped, both ways, one way or by chance, or rejected',
  layer: 'kernel',
  needs: 'networks',
  parameters,
  available: (asked, regions) => {
    const networked = areNetworked(regions);
    return networked === true ? linksAvailable(asked, regions.wan) : networked;
  },
  prepare: (asked, { regions, clock }) => {
    const { links: place } = networksOf('drop-packets', regions);
    const { wan } = regions;
    const { manner, stream, share } = asked;
    const paths = pathsOf(asked, wan);
    const how = [manner, stream, share < 1 && `${share * 100} %`].filter(Boolean).join(', ');
    const target = `${proxiesOf(asked, wan).join(', ')} (${how})`;
    // The same fault twice is there once.
    const table = `blackstart_${createHash('sha256').update(target).digest('hex').slice(0, 16)}`;
    const answers = () =>
      Promise.all(paths.map(({ service, address }) => askService(clock, service, address)));
    const lost = async () => {
      const found = await runInside(place, ['nft', 'list', 'table', 'ip', table]).catch(() => '');
      return /counter packets [1-9]/.test(found);
    };
    return {
      target,
      undo: [{ undo: 'remove-rules', place, table }],
      apply: async () => {
        const addresses = paths.map(({ address }) => address);
        await runInside(place, ['nft', rulesOf(table, addresses, { manner, stream, share })]);
      },
      broken: async () => {
        const seen = await answers();
        return (share < 1 || !seen.includes('answered')) && (await lost());
      },
      sound: async () => {
        const seen = await answers();
        return seen.every((answer) => answer === 'answered') && !(await lost());
      },
    };
  },
};
