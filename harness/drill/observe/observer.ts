import type { Clock } from '../../../engine/index.ts';
import type { Entry } from '../../journal/index.ts';

/** What every observer needs: the time, and where to write down what it sees. */
export interface ObserverContext {
  readonly clock: Clock;
  readonly record: (entry: Entry) => void;
  /** Runs that the same regions have served before. */
  readonly earlierRuns: number;
}

/** Calls `look` at a steady beat until disposed; a look still under way is not doubled. */
export function atBeat(
  clock: Clock,
  everyMs: number,
  look: () => Promise<void> | void,
): AsyncDisposable {
  const stop = new AbortController();
  const beat = async () => {
    let nextMs = clock.monotonicMs();
    while (!stop.signal.aborted) {
      await look();
      nextMs = Math.max(nextMs + everyMs, clock.monotonicMs());
      await clock
        .sleep(Math.max(0, nextMs - clock.monotonicMs()), stop.signal)
        .catch(() => undefined);
    }
  };
  const running = beat();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
