import type { Writable } from 'node:stream';
import type { Clock } from '../../engine/index.ts';
import type { Progress } from '../drill/progress.ts';

/** One line an event, for logs and pipes; each begins with the seconds since the start. */
export function plainProgress(out: Writable, clock: Clock): Progress {
  const startMs = clock.monotonicMs();
  const seconds = (sinceMs: number) => ((clock.monotonicMs() - sinceMs) / 1000).toFixed(1);
  const line = (text: string) => out.write(`${seconds(startMs).padStart(6)} s  ${text}\n`);
  return {
    phase: async (title, work) => {
      const phaseMs = clock.monotonicMs();
      line(title);
      try {
        const result = await work((text) => line(`  ${text}`));
        line(`${title}: done in ${seconds(phaseMs)} s`);
        return result;
      } catch (error) {
        line(`${title}: failed after ${seconds(phaseMs)} s`);
        throw error;
      }
    },
  };
}
