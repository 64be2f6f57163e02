import { makeReady } from '../containers/make-ready.ts';
import { ingredientsOf } from '../containers/prepare.ts';
import type { PreparedRuntime, PrepareOptions } from '../prepared-runtime.ts';
import { attachCompose } from './attach.ts';
import { readRegions, regionsDirectory } from './regions-file.ts';

/** The regions that the Compose file keeps up. Throws as `makeReady`, or RegionsNotUp. */
export async function prepareCompose(options: PrepareOptions): Promise<PreparedRuntime> {
  const directory = regionsDirectory(process.env);
  await readRegions(directory);
  const { engine, images } = await makeReady(options);
  return {
    engineUrl: engine.url,
    ingredients: ingredientsOf({ engine, images }),
    standing: { earlierRuns: async () => (await readRegions(directory)).runs },
    start: (request) => attachCompose({ ...request, engine, images, directory }),
  };
}
