import { z } from 'zod';
import type { Wan } from '../../wan/link.ts';
import type { Fault } from '../fault.ts';
import { askService } from '../path-probe.ts';
import { restoreLinks } from './restore-links.ts';

const places = z.union([z.string().transform((place) => [place]), z.array(z.string()).min(1)]);

const parameters = z
  .strictObject({
    from: places,
    to: places,
    /** All services of the links, unless named. */
    services: z.array(z.string()).min(1).optional(),
    manner: z.enum(['black-hole', 'refuse']).default('black-hole'),
    /** What alone vanishes: upstream is what flows from the place to the region. */
    stream: z.enum(['upstream', 'downstream']).optional(),
  })
  .refine(({ manner, stream }) => manner === 'black-hole' || stream === undefined, {
    path: ['stream'],
    message: 'a link that refuses does so both ways',
  });
type Parameters = z.output<typeof parameters>;

/**
 * Cuts the link from each place to each region named; the way back is a link of its own. That from
 * a place to its own region is what its clients come by.
 */
export const cutLinks: Fault<typeof parameters> = {
  name: 'cut-links',
  layer: 'toxiproxy',
  parameters,
  available: (asked, regions) => {
    try {
      for (const { from, to } of linksOf(asked)) regions.wan.clean(from, to, asked.services);
      return true;
    } catch (error) {
      return (error as Error).message;
    }
  },
  prepare: (asked, { regions, clock }) => {
    const { services, manner, stream } = asked;
    const { wan } = regions;
    const links = linksOf(asked);
    const streams = stream && [stream];
    const answers = () =>
      Promise.all(
        pathsOf(asked, wan).map(({ service, address }) => askService(clock, service, address)),
      );
    const names = links.flatMap(({ from, to }) =>
      wan.clean(from, to, services).proxies.map((proxy) => proxy.name),
    );
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

function linksOf({ from, to }: Parameters): readonly { from: string; to: string }[] {
  return from.flatMap((one) => to.map((two) => ({ from: one, to: two })));
}

function pathsOf(asked: Parameters, wan: Wan) {
  return linksOf(asked).flatMap(({ from, to }) =>
    Object.entries(wan.link(from, to).services)
      .filter(([service]) => asked.services?.includes(service) ?? true)
      .map(([service, address]) => ({ service, address })),
  );
}
