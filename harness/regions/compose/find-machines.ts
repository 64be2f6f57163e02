import { type ContainerEngine, dockerodeAt } from '../containers/engine/find-engine.ts';
import { idOf } from '../containers/images/image-id.ts';
import { imageNames } from '../containers/images/image-names.ts';
import type { Images } from '../containers/images/images.ts';
import { runLabel } from '../containers/labels.ts';
import { machineName } from '../containers/placement.ts';
import { RegionsNotUp, RegionsUnfit } from './errors.ts';
import { composeRun, labels } from './names.ts';

/**
 * Id of the container that is each region's machine. Throws RegionsNotUp if one is missing, and
 * RegionsUnfit if anything runs that is not of these images.
 */
export async function findMachines(
  engine: ContainerEngine,
  images: Images,
  regions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const docker = dockerodeAt(engine);
  const filters = { label: [`${runLabel}=${composeRun}`] };
  const running = await docker.listContainers({ filters });
  const ids = await Promise.all(imageNames.map((name) => idOf(docker, images.references[name])));
  if (!running.every(({ ImageID }) => ids.includes(ImageID)))
    throw new RegionsUnfit('run images that have changed since');
  const found = regions.map((region) => {
    const wanted = Object.entries(labels(region, machineName));
    const machine = running.find(({ Labels }) =>
      wanted.every(([name, value]) => Labels[name] === value),
    );
    if (!machine) throw new RegionsNotUp(`the machine of ${region} does not run`);
    return [region, machine.Id] as const;
  });
  return new Map(found);
}
