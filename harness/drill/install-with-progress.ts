import { installParts, type Parts } from '../parts/index.ts';
import type { RigTools } from './start-regions.ts';

/** All parts, with a line of progress each. Throws PartUnavailable. */
export function installWithProgress({ progress, clock, signal }: RigTools): Promise<Parts> {
  return progress.phase('Parts', (say) =>
    installParts({ clock, signal, onProgress: ({ part, message }) => say(`${part}: ${message}`) }),
  );
}
