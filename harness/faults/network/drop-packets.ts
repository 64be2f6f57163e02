import { createHash } from 'node:crypto';
import { z } from 'zod';
import { runInside } from '../../regions/index.ts';
import type { Filterable, RunningRegions } from '../../regions/runtime.ts';
import { type Fault, FaultRefused } from '../fault.ts';
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
  layer: 'kernel',
  parameters,
  available: (asked, regions) =>
    placeOf(regions) ? linksAvailable(asked, regions.wan) : 'links have no network of their own',
  prepare: (asked, { regions, clock }) => {
    const place = placeOf(regions);
    if (!place) throw new FaultRefused('drop-packets', 'links have no network of their own');
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

function placeOf(regions: RunningRegions & Partial<Filterable>) {
  return regions.linksIn;
}
