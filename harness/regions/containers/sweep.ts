import { dockerodeAt } from './engine/find-engine.ts';
import { runLabel } from './labels.ts';

/**
 * Ends what the engine at a place still has of a run, whatever its state: containers with their
 * volumes, then networks, which nobody is in any more. Gives their names. Any number of times; of
 * two that sweep, one may find that the other was faster. Throws what the engine answers.
 */
export async function sweepRun(engineUrl: string, runId: string): Promise<readonly string[]> {
  const docker = dockerodeAt({ url: engineUrl });
  const filters = { label: [`${runLabel}=${runId}`] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(
    containers.map(({ Id }) => gone(docker.getContainer(Id).remove({ force: true, v: true }))),
  );
  const networks = await docker.listNetworks({ filters });
  await Promise.all(networks.map(({ Id }) => gone(docker.getNetwork(Id).remove())));
  return [...containers.map(({ Names }) => Names.join()), ...networks.map(({ Name }) => Name)];
}

/** 404: it is gone; 409: it is being removed by another. */
async function gone(removal: Promise<unknown>): Promise<void> {
  await removal.catch((error: { readonly statusCode?: number }) => {
    if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
  });
}
