import type { Clock } from '../../../engine/index.ts';
import { cacheRoot, installPart } from '../../parts/index.ts';
import { type ContainerEngine, dockerodeAt, findEngine } from './engine/find-engine.ts';
import { refuseUnfit } from './engine/refuse-unfit.ts';
import { imageNames, type RecipeName } from './images/image-names.ts';
import { type Images, prepareImages } from './images/images.ts';

export interface MakeReady {
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly say?: (message: string) => void;
}

export interface Ready<Name extends RecipeName> {
  readonly engine: ContainerEngine;
  readonly images: Images<Name>;
}

/** The engine, and on it all images that regions are made of. Throws as `makeImagesReady`. */
export const makeReady = (options: MakeReady) => makeImagesReady(imageNames, options);

/**
 * The engine, and images on it. Throws NoContainerEngine, EngineTooOld, EngineUnfit,
 * PartUnavailable, ImageNotBuilt or LocalBaseFailed.
 */
export async function makeImagesReady<Name extends RecipeName>(
  names: readonly Name[],
  { say = () => undefined, ...options }: MakeReady,
): Promise<Ready<Name>> {
  const cache = cacheRoot();
  const engine = await findEngine(process.env, cache);
  const docker = dockerodeAt(engine);
  await refuseUnfit(engine);
  say(`${engine.name} ${engine.version} (${engine.from})`);
  const install = (name: 'kafka' | 'toxiproxy' | 'k6' | 'debootstrap') =>
    installPart(name, {
      ...options,
      onProgress: ({ part, message }) => say(`${part}: ${message}`),
    });
  const images = await prepareImages(names, {
    ...{ docker, cache, part: install, signal: options.signal },
    debootstrap: () => install('debootstrap'),
    onProgress: ({ image, message }) => say(`${image}: ${message}`),
  });
  return { engine, images };
}
