import { prepareRuntime } from '../regions/prepare-runtime.ts';
import type { PreparedRuntime, RuntimeName } from '../regions/prepared-runtime.ts';
import type { RigTools } from './start-regions.ts';

/** All that regions are made of, with a line of progress each. Throws as `prepareRuntime`. */
export function prepareWithProgress(
  runtime: RuntimeName,
  { progress, clock, signal }: RigTools,
): Promise<PreparedRuntime> {
  return progress.phase(phases[runtime], (say) => prepareRuntime(runtime, { clock, signal, say }));
}

const phases: Readonly<Record<RuntimeName, string>> = {
  embedded: 'Parts',
  containers: 'Container engine and images',
  compose: 'Container engine and images',
};
