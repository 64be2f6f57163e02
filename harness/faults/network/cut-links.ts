import { z } from 'zod';
import type { Fault } from '../fault.ts';
import { askService } from '../path-probe.ts';
import { linksAvailable, linksOf, namedLinks, pathsOf, proxiesOf } from './named-links.ts';
import { restoreLinks } from './restore-links.ts';

const parameters = z
  .strictObject({
    ...namedLinks,
    manner: z.enum(['black-hole', 'refuse']).default('black-hole'),
    /** What alone vanishes: upstream is what flows from the place to the region. */
    stream: z.enum(['upstream', 'downstream']).optional(),
  })
  .refine(({ manner, stream }) => manner === 'black-hole' || stream === undefined, {
    path: ['stream'],
    message: 'a link that refuses does so both ways',
  });

/**
 * Cuts the link from each place to each region named; the way back is a link of its own. That from
 * a place to its own region is what its clients come by.
 */
export const cutLinks: Fault<typeof parameters> = {
  name: 'cut-links',
  breaks: 'a link swallows bytes, both ways or one, or refuses connections',
  layer: 'toxiproxy',
  parameters,
  available: (asked, { wan }) => linksAvailable(asked, wan),
  prepare: (asked, { regions, clock }) => {
    const { services, manner, stream } = asked;
    const { wan } = regions;
    const links = linksOf(asked);
    const streams = stream && [stream];
    const answers = () =>
      Promise.all(
        pathsOf(asked, wan).map(({ service, address }) => askService(clock, service, address)),
      );
    const names = proxiesOf(asked, wan);
    return {
      target: stream ? `${names.join(', ')} (${stream})` : names.join(', '),
      undo: links.map((link) => restoreLinks(wan, link, services)),
      apply: async () => {
        await Promise.all(
          links.map(({ from, to }) => wan.cut(from, to, manner, services, streams)),
        );
      },
      // A server behind the link may be dead too, so that it alone would explain the silence.
      broken: async () => {
        const [seen, differences] = await Promise.all([answers(), wan.differences()]);
        const cut = names.every((name) => differences.some((one) => one.startsWith(`${name} `)));
        return cut && !seen.includes('answered');
      },
      sound: async () => (await answers()).every((answer) => answer === 'answered'),
    };
  },
};
