import type { PreparedRuntime, PrepareOptions } from '../prepared-runtime.ts';
import { imageNames } from './images/image-names.ts';
import { makeReady } from './make-ready.ts';
import { startContainers } from './start.ts';

/** Throws as `makeReady`. */
export async function prepareContainers(options: PrepareOptions): Promise<PreparedRuntime> {
  const { engine, images } = await makeReady(options);
  const { name, version, url } = engine;
  return {
    engineUrl: url,
    ingredients: [
      { name: 'container engine', version: `${name} ${version}`, origin: engine.from, digest: '' },
      ...imageNames.map((image) => ({
        name: image,
        version: images.references[image],
        origin: 'image',
        digest: images.digests[image],
      })),
    ],
    start: ({ place, ...request }) => startContainers({ ...request, ...place, engine, images }),
  };
}
