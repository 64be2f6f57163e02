import { dockerodeAt } from './engine/find-engine.ts';
import { runLabel } from './labels.ts';

/** What the engine still has of a run, in words. */
export async function remainsOf(engineUrl: string, runId: string): Promise<readonly string[]> {
  const docker = dockerodeAt({ url: engineUrl });
  const filters = { label: [`${runLabel}=${runId}`] };
  const [containers, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
  ]);
  return [
    ...containers.map(({ Names }) => `container ${Names.join()}`),
    ...networks.map(({ Name }) => `network ${Name}`),
  ];
}
