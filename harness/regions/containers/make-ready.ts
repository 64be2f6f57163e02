import type { Clock } from '../../../engine/index.ts';
import { cacheRoot, installPart } from '../../parts/index.ts';
import { type ContainerEngine, dockerodeAt, findEngine } from './engine/find-engine.ts';
import { refuseUnfit } from './engine/refuse-unfit.ts';
import { type Images, prepareImages } from './images/images.ts';

export interface MakeReady {
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly say?: (message: string) => void;
}

/**
 * The engine, and all images on it. Throws NoContainerEngine, EngineTooOld, EngineUnfit,
 * PartUnavailable, ImageNotBuilt or LocalBaseFailed.
 */
export async function makeReady({
  say = () => undefined,
  ...options
}: MakeReady): Promise<{ readonly engine: ContainerEngine; readonly images: Images }> {
  const cache = cacheRoot();
  const engine = await findEngine(process.env, cache);
  const docker = dockerodeAt(engine);
  await refuseUnfit(engine);
  say(`${engine.name} ${engine.version} (${engine.from})`);
  const install = (name: 'kafka' | 'toxiproxy' | 'debootstrap') =>
    installPart(name, {
      ...options,
      onProgress: ({ part, message }) => say(`${part}: ${message}`),
    });
  const [kafka, toxiproxy] = await Promise.all([install('kafka'), install('toxiproxy')]);
  const images = await prepareImages({
    ...{ docker, cache, parts: { kafka, toxiproxy }, signal: options.signal },
    debootstrap: () => install('debootstrap'),
    onProgress: ({ image, message }) => say(`${image}: ${message}`),
  });
  return { engine, images };
}
