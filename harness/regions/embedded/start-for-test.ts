import { installParts, type Parts } from '../../parts/index.ts';
import type { RuntimeForTest } from '../simulated/start-for-test.ts';
import { startEmbedded } from './start.ts';

/** Made of these parts, or of those that a drill is made of. */
export function embeddedForTest(parts?: Parts): RuntimeForTest {
  return {
    start: async (options) => startEmbedded({ ...options, parts: parts ?? (await installParts()) }),
  };
}
