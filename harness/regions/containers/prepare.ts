import type { Ingredient, PreparedRuntime, PrepareOptions } from '../prepared-runtime.ts';
import { type ImageName, imageNames } from './images/image-names.ts';
import { makeReady, type Ready } from './make-ready.ts';
import { startContainers } from './start.ts';

/** Throws as `makeReady`. */
export async function prepareContainers(options: PrepareOptions): Promise<PreparedRuntime> {
  const { engine, images } = await makeReady(options);
  return {
    engineUrl: engine.url,
    ingredients: ingredientsOf({ engine, images }),
    start: ({ place, ...request }) => startContainers({ ...request, ...place, engine, images }),
  };
}

/** What regions in containers are made of. */
export function ingredientsOf({ engine, images }: Ready<ImageName>): readonly Ingredient[] {
  const { name, version, from } = engine;
  return [
    { name: 'container engine', version: `${name} ${version}`, origin: from, digest: '' },
    ...imageNames.map((image) => ({
      name: image,
      version: images.references[image],
      origin: 'image',
      digest: images.digests[image],
    })),
  ];
}
