import { dockerodeAt } from '../containers/engine/find-engine.ts';
import { type ImageName, imageNames } from '../containers/images/image-names.ts';
import { type MakeReady, makeReady, type Ready } from '../containers/make-ready.ts';

/** Has all images under the names that the Compose file has for them. Throws as `makeReady`. */
export async function nameImages(options: MakeReady): Promise<Ready<ImageName>> {
  const ready = await makeReady(options);
  const docker = dockerodeAt(ready.engine);
  for (const name of imageNames) {
    const image = docker.getImage(ready.images.references[name]);
    await image.tag({ repo: `blackstart/${name}`, tag: 'latest' });
  }
  return ready;
}
