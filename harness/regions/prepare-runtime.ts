import { prepareCompose } from './compose/prepare.ts';
import { prepareContainers } from './containers/prepare.ts';
import { prepareEmbedded } from './embedded/prepare.ts';
import type { PreparedRuntime, PrepareOptions, RuntimeName } from './prepared-runtime.ts';

const known: Readonly<Record<RuntimeName, (options: PrepareOptions) => Promise<PreparedRuntime>>> =
  { embedded: prepareEmbedded, containers: prepareContainers, compose: prepareCompose };

/**
 * Fetches, builds and finds what regions of this kind need. Throws PartUnavailable and, for
 * containers, NoContainerEngine, EngineTooOld, EngineUnfit, ImageNotBuilt or LocalBaseFailed.
 */
export function prepareRuntime(
  name: RuntimeName,
  options: PrepareOptions,
): Promise<PreparedRuntime> {
  return known[name](options);
}
