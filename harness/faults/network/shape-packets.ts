import { z } from 'zod';
import type { Address } from '../../../engine/index.ts';
import { runInside } from '../../regions/index.ts';
import { deadlines } from '../deadlines.ts';
import type { Fault } from '../fault.ts';
import { areNetworked, networksOf } from '../networks.ts';
import { askService } from '../path-probe.ts';
import { linksAvailable, namedLinks, pathsOf, proxiesOf } from './named-links.ts';
import { shapedBy, shapeRules, takesNetem } from './shape-rules.ts';

const share = z.number().gt(0).lt(1).optional();

const parameters = z
  .strictObject({
    ...namedLinks,
    /** How much later each packet comes. */
    delayMs: z.number().positive().max(deadlines.slowestMs).optional(),
    jitterMs: z.number().positive().optional(),
    lossShare: share,
    reorderShare: share,
    kbitPerSecond: z.number().int().positive().optional(),
  })
  .superRefine(({ delayMs, jitterMs, lossShare, reorderShare, kbitPerSecond }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((delayMs ?? lossShare ?? kbitPerSecond) === undefined) {
      refuse('delayMs', 'expected this, or lossShare, or kbitPerSecond');
    }
    if (delayMs === undefined && jitterMs !== undefined) refuse('jitterMs', 'expected a delayMs');
    if (delayMs === undefined && reorderShare !== undefined) {
      refuse('reorderShare', 'expected a delayMs, which some packets do not wait for');
    }
  });

/**
 * Packets that come back over the links from each place to each region named are late, lost, out
 * of order, or held to a rate, as the kernel's traffic control does it.
 */
export const shapePackets: Fault<typeof parameters> = {
  name: 'shape-packets',
  breaks: 'packets that come back over a link are late, lost, out of order, or held to a rate',
  layer: 'kernel',
  needs: 'networks',
  parameters,
  available: (asked, regions) => {
    const networked = areNetworked(regions);
    if (networked !== true) return networked;
    const { queues } = networksOf('shape-packets', regions);
    const needed = ['htb', ...(takesNetem(shapeOf(asked)) ? ['netem'] : [])];
    const missing = needed.filter((one) => !queues.includes(one));
    if (missing.length > 0) {
      const modules = missing.map((one) => `sch_${one}`);
      return `the kernel has no ${missing}: load ${modules}, if there is such a module`;
    }
    return linksAvailable(asked, regions.wan);
  },
  prepare: (asked, { regions, clock }) => {
    const { links: place } = networksOf('shape-packets', regions);
    const { wan } = regions;
    const shape = shapeOf(asked);
    const { delayMs = 0 } = shape;
    const paths = pathsOf(asked, wan);
    const ends = asked.from.map((from) => endsOf(pathsOf({ ...asked, from: [from] }, wan)));
    const run = (script: string) => runInside(place, ['sh', '-c', script]);
    const each = (work: (of: readonly [Address, ...Address[]]) => Promise<string>) =>
      Promise.all(ends.map(work));
    const ask = async ({ service, address }: (typeof paths)[number]) => {
      const beganMs = clock.monotonicMs();
      const answer = await askService(clock, service, address, deadlines.answerMs + 2 * delayMs);
      return { answer, tookMs: clock.monotonicMs() - beganMs };
    };
    const look = async () => {
      const seen = await Promise.all(paths.map(ask));
      return {
        answered: seen.every(({ answer }) => answer === 'answered'),
        late: seen.every(({ tookMs }) => tookMs >= delayMs),
        classes: await each(([{ host }]) => run(shapedBy(host))),
      };
    };
    const how = Object.entries(shape).map(([name, value]) => `${name} ${value}`);
    return {
      target: `${proxiesOf(asked, wan).join(', ')} (${how.join(', ')})`,
      undo: ends.map(([{ host }]) => ({ undo: 'unshape', place, host })),
      apply: async () => void (await each((of) => run(shapeRules(of, shape)))),
      broken: async () => {
        const { late, classes } = await look();
        return late && classes.every((one) => /Sent [1-9]/.test(one));
      },
      sound: async () => {
        const { answered, classes } = await look();
        return answered && classes.every((one) => one === '');
      },
    };
  },
};

function shapeOf({
  delayMs,
  jitterMs,
  lossShare,
  reorderShare,
  kbitPerSecond,
}: z.output<typeof parameters>) {
  const all = { delayMs, jitterMs, lossShare, reorderShare, kbitPerSecond };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function endsOf(paths: readonly { readonly address: Address }[]) {
  const [first, ...others] = paths.map(({ address }) => address);
  if (!first) throw new RangeError('a link that carries nothing cannot be shaped');
  return [first, ...others] as const;
}
