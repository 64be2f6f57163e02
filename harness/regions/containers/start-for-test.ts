import { cacheRoot, installPart, installParts } from '../../parts/index.ts';
import type { RuntimeForTest } from '../simulated/start-for-test.ts';
import { dockerodeAt, findEngine } from './engine/find-engine.ts';
import type { ImageName } from './images/image-names.ts';
import { prepareImages } from './images/images.ts';
import { remainsOf } from './remains.ts';
import { startContainers } from './start.ts';

/**
 * On the container engine of this machine; each image named is the one of another part instead.
 * Throws NoContainerEngine.
 */
export async function containersForTest(
  swapped: Readonly<Partial<Record<ImageName, ImageName>>> = {},
): Promise<RuntimeForTest> {
  const cache = cacheRoot();
  const engine = await findEngine(process.env, cache);
  const docker = dockerodeAt(engine);
  const parts = await installParts();
  const debootstrap = () => installPart('debootstrap');
  const images = await prepareImages({ docker, cache, parts, debootstrap });
  const references = { ...images.references };
  for (const [name, other] of Object.entries(swapped)) {
    references[name as ImageName] = images.references[other];
  }
  return {
    start: (options) => startContainers({ ...options, engine, images: { ...images, references } }),
    remains: (runId) => remainsOf(engine.url, runId),
  };
}
