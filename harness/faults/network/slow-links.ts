import { z } from 'zod';
import { deadlines } from '../deadlines.ts';
import type { Fault } from '../fault.ts';
import { askService } from '../path-probe.ts';
import { linksAvailable, linksOf, namedLinks, pathsOf, proxiesOf } from './named-links.ts';
import { restoreLinks } from './restore-links.ts';

const parameters = z.strictObject({
  ...namedLinks,
  /** How much later every answer comes, milliseconds; several such faults add up. */
  byMs: z.number().positive().max(deadlines.slowestMs),
});

/**
 * What comes back over the link from each place to each region named comes later than it did, and
 * nothing is lost: a service that gets slower and slower, as its clients see it.
 */
export const slowLinks: Fault<typeof parameters> = {
  name: 'slow-links',
  breaks: 'all that comes back over a link comes later',
  layer: 'toxiproxy',
  parameters,
  available: (asked, { wan }) => linksAvailable(asked, wan),
  prepare: (asked, { regions: { wan }, clock }) => {
    const { services, byMs } = asked;
    const links = linksOf(asked);
    const limitMs = deadlines.answerMs + deadlines.slowestMs;
    const answers = () =>
      Promise.all(
        pathsOf(asked, wan).map(async ({ service, address }) => {
          const beganMs = clock.monotonicMs();
          const answer = await askService(clock, service, address, limitMs);
          return { answer, tookMs: clock.monotonicMs() - beganMs };
        }),
      );
    const slowed = async () =>
      (await Promise.all(links.map(({ from, to }) => wan.isSlow(from, to, byMs, services)))).every(
        Boolean,
      );
    return {
      target: `${proxiesOf(asked, wan).join(', ')} (${Math.round(byMs)} ms later)`,
      undo: links.map((link) => restoreLinks(wan, link, services)),
      apply: async () => {
        await Promise.all(links.map(({ from, to }) => wan.slow(from, to, byMs, services)));
      },
      broken: async () => {
        const seen = await answers();
        const late = seen.every(({ answer, tookMs }) => answer === 'answered' && tookMs >= byMs);
        return late && (await slowed());
      },
      sound: async () => {
        const seen = await answers();
        return seen.every(({ answer }) => answer === 'answered') && !(await slowed());
      },
    };
  },
};
