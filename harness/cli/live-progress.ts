import { Listr, PRESET_TIMER } from 'listr2';
import type { Progress } from '../drill/progress.ts';

/** A spinner with a timer a phase, for a terminal. */
export function liveProgress(): Progress {
  return {
    phase: async <T>(title: string, work: (say: (line: string) => void) => Promise<T>) => {
      let result: { readonly value: T } | undefined;
      const task = {
        title,
        task: async (_: unknown, shown: { output: string }) => {
          const say = (line: string) => {
            shown.output = line;
          };
          result = { value: await work(say) };
        },
      };
      await new Listr([task], {
        renderer: 'default',
        rendererOptions: { timer: PRESET_TIMER, collapseErrors: false },
        registerSignalListeners: false,
      }).run();
      return (result as unknown as { readonly value: T }).value;
    },
  };
}
