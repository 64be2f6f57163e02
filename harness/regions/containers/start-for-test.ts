import type { RuntimeForTest } from '../simulated/start-for-test.ts';
import type { ImageName } from './images/image-names.ts';
import { makeReady } from './make-ready.ts';
import { remainsOf } from './remains.ts';
import { startContainers } from './start.ts';
import { sweepRun } from './sweep.ts';

/**
 * On the container engine of this machine; each image named is the one of another part instead.
 * Throws as `makeReady`.
 */
export async function containersForTest(
  swapped: Readonly<Partial<Record<ImageName, ImageName>>> = {},
): Promise<RuntimeForTest> {
  const { engine, images } = await makeReady({});
  const references = { ...images.references };
  for (const [name, other] of Object.entries(swapped)) {
    references[name as ImageName] = images.references[other];
  }
  return {
    start: (options) => startContainers({ ...options, engine, images: { ...images, references } }),
    remains: (runId) => remainsOf(engine.url, runId),
    sweep: (runId) => sweepRun(engine.url, runId),
  };
}
