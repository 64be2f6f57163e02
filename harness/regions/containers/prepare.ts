import { cacheRoot, installPart, installParts } from '../../parts/index.ts';
import type { PreparedRuntime, PrepareOptions } from '../prepared-runtime.ts';
import { dockerodeAt, findEngine } from './engine/find-engine.ts';
import { imageNames } from './images/image-names.ts';
import { prepareImages } from './images/images.ts';
import { startContainers } from './start.ts';

/**
 * Finds the engine, and builds the images that it lacks. Throws NoContainerEngine, EngineTooOld,
 * PartUnavailable, ImageNotBuilt or LocalBaseFailed.
 */
export async function prepareContainers({
  clock,
  signal,
  say,
}: PrepareOptions): Promise<PreparedRuntime> {
  const cache = cacheRoot();
  const engine = await findEngine(process.env, cache);
  say(`${engine.name} ${engine.version} (${engine.from})`);
  const onPart = ({ part, message }: { readonly part: string; readonly message: string }) =>
    say(`${part}: ${message}`);
  const parts = await installParts({ clock, signal, onProgress: onPart });
  const images = await prepareImages({
    ...{ cache, parts, signal },
    docker: dockerodeAt(engine),
    debootstrap: () => installPart('debootstrap', { clock, signal, onProgress: onPart }),
    onProgress: ({ image, message }) => say(`${image}: ${message}`),
  });
  const { name, version, url } = engine;
  return {
    name: 'containers',
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
