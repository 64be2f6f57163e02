import { join } from 'node:path';
import { type ContainerGround, launch } from './container-launcher.ts';
import { machineName } from './placement.ts';

/**
 * Starts a machine for each region: a network that its servers share, and that outlives all of
 * them. Gives the id of the container that each is, by its region. Throws SpawnFailed; those that
 * were started by then are swept with the run.
 */
export async function startMachines(
  ground: Omit<ContainerGround, 'machines'>,
  logsDir: string,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const start = async (region: string) => {
    const { container } = await launch(
      { ...ground, machines: ids },
      {
        ...{ name: machineName, region },
        command: 'sleep',
        args: ['infinity'],
        logFile: join(logsDir, `${region}-${machineName}.log`),
      },
    );
    ids.set(region, container);
  };
  const settled = await Promise.allSettled(ground.addresses.regions.map(start));
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return ids;
}
