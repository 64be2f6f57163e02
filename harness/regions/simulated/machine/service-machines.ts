import { join } from 'node:path';
import type { Processes } from '../../../processes/processes.ts';
import type { Crowdable } from '../../runtime.ts';
import type { Fleet } from '../fleet.ts';
import { logOf, type Site } from '../site.ts';
import { createServiceMachine } from './service-machine.ts';

/** Of each region the machine that its service runs on. */
export function serviceMachines(
  site: Site,
  fleet: Fleet,
  processes: Processes,
): Crowdable['serviceMachine'] {
  const { clock, privateDir, addresses } = site;
  const machines = addresses.regions.map((region) => {
    const neighboursFile = join(privateDir, region, 'neighbours.json');
    const logFile = logOf(site, region, 'governor');
    const pid = () => fleet.server(region, 'app').pid();
    const options = { region, processes, clock, neighboursFile, logFile, pid };
    return [region, createServiceMachine(options)] as const;
  });
  const known = new Map(machines);
  return (region) => {
    const machine = known.get(region);
    if (!machine) throw new RangeError(`there is no machine for a service in ${region}`);
    return machine;
  };
}
