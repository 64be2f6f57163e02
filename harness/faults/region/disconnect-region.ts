import { z } from 'zod';
import { runInside } from '../../regions/index.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { cutLinks } from '../network/cut-links.ts';
import { pathsOf } from '../network/named-links.ts';
import { areNetworked, networksOf } from '../networks.ts';
import { askService } from '../path-probe.ts';
import { amongServers, carried } from './among-servers.ts';

const parameters = z.strictObject({ region: z.string() });

/**
 * The cable of a region's machine is pulled: its servers live, and reach each other, and nobody
 * else reaches them. What an operator would do on that machine cannot be asked either.
 */
export const disconnectRegion: Fault<typeof parameters> = {
  name: 'disconnect-region',
  breaks: 'the machine of a region loses its network; its servers live',
  layer: 'kernel',
  needs: 'networks',
  parameters,
  available: ({ region }, regions) => {
    if (!regions.topology.regions.some(({ name }) => name === region)) return `no region ${region}`;
    return areNetworked(regions);
  },
  prepare: ({ region }, context) => {
    const { regions, clock } = context;
    const place = networksOf('disconnect-region', regions).machine(region);
    const links = regions.wan.links.filter(({ to }) => to === region);
    const elsewhere = links.find(({ from }) => from !== region);
    if (!elsewhere) throw new FaultRefused('disconnect-region', `nobody has a link to ${region}`);
    // The agent of a region answers from this machine.
    const from = links.map((link) => link.from);
    const agent = cutLinks.prepare(
      { from, to: [region], services: ['agent'], manner: 'black-hole' },
      context,
    );
    const services = carried(elsewhere, [...amongServers, 'gateway']).filter(
      (service) => service !== 'agent',
    );
    const answers = () =>
      Promise.all(
        pathsOf({ from: [elsewhere.from], to: [region], services }, regions.wan).map(
          ({ service, address }) => askService(clock, service, address),
        ),
      );
    return {
      target: `the network of the machine in ${region}`,
      undo: [{ undo: 'connect', place }, ...agent.undo],
      apply: async () => {
        await agent.apply();
        await runInside(place, ['ip', 'link', 'set', 'eth0', 'down']);
      },
      broken: async () => !(await answers()).includes('answered') && (await agent.broken()),
      sound: async () =>
        (await answers()).every((answer) => answer === 'answered') && (await agent.sound()),
    };
  },
};
