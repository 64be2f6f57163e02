import { systemClock } from '../../engine/index.ts';
import type { RigTools } from '../drill/start-regions.ts';

/** What a drill works with when a program runs it and nobody watches. */
export function quietTools(): RigTools {
  return {
    clock: systemClock,
    progress: { phase: (_title, work) => work(() => undefined) },
    signal: new AbortController().signal,
  };
}
