import { z } from 'zod';
import type { CleanLinks, Wan } from '../../wan/link.ts';
import type { Fault } from '../fault.ts';
import { askService } from '../path-probe.ts';

const places = z.union([z.string().transform((place) => [place]), z.array(z.string()).min(1)]);

const parameters = z.strictObject({
  from: places,
  to: places,
  /** All services of the links, unless named. */
  services: z.array(z.string()).min(1).optional(),
  manner: z.enum(['black-hole', 'refuse']).default('black-hole'),
});
type Parameters = z.output<typeof parameters>;

/** Cuts the link from each place to each region named; the way back is a link of its own. */
export const cutLinks: Fault<typeof parameters> = {
  name: 'cut-links',
  layer: 'toxiproxy',
  parameters,
  available: (asked, regions) => {
    try {
      for (const { from, to } of linksOf(asked)) regions.wan.clean(from, to, asked.services);
      return linksOf(asked).length > 0 ? true : 'no link from a place to itself is cut';
    } catch (error) {
      return (error as Error).message;
    }
  },
  prepare: (asked, { regions, clock }) => {
    const { services, manner } = asked;
    const { wan } = regions;
    const links = linksOf(asked);
    const answers = () =>
      Promise.all(
        pathsOf(asked, wan).map(({ service, address }) => askService(clock, service, address)),
      );
    const names = links.flatMap(({ from, to }) =>
      wan.clean(from, to, services).proxies.map((proxy) => proxy.name),
    );
    return {
      target: names.join(', '),
      undo: links.map(({ from, to }) => ({
        undo: 'restore-links' as const,
        ...toData(wan.clean(from, to, services)),
      })),
      apply: async () => {
        await Promise.all(links.map(({ from, to }) => wan.cut(from, to, manner, services)));
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
  return from.flatMap((one) =>
    to.filter((two) => two !== one).map((two) => ({ from: one, to: two })),
  );
}

function pathsOf(asked: Parameters, wan: Wan) {
  return linksOf(asked).flatMap(({ from, to }) =>
    Object.entries(wan.link(from, to).services)
      .filter(([service]) => asked.services?.includes(service) ?? true)
      .map(([service, address]) => ({ service, address })),
  );
}

function toData({ api, proxies }: CleanLinks) {
  return { api, proxies: [...proxies] };
}
