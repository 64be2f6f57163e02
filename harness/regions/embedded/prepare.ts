import { installParts } from '../../parts/index.ts';
import type { PreparedRuntime, PrepareOptions } from '../prepared-runtime.ts';
import { startEmbedded } from './start.ts';

/** Throws PartUnavailable. */
export async function prepareEmbedded({
  clock,
  signal,
  say,
}: PrepareOptions): Promise<PreparedRuntime> {
  const onProgress = ({ part, message }: { readonly part: string; readonly message: string }) =>
    say(`${part}: ${message}`);
  const parts = await installParts({ clock, signal, onProgress });
  return {
    ingredients: Object.values(parts),
    start: ({ place, ...request }) => startEmbedded({ ...request, ...place, parts }),
  };
}
