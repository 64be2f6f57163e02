import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';

/** How the last read of the control store ended; undefined before the first one has. */
export interface Heard {
  last(): { readonly answered: boolean; readonly atMs: number } | undefined;
}

/** The same store, and whether it answers, as those who read it anyway find out. */
export function hearStore(
  store: ControlStore,
  clock: Clock,
): { store: ControlStore; heard: Heard } {
  let last: ReturnType<Heard['last']>;
  const note = (answered: boolean) => {
    last = { answered, atMs: clock.monotonicMs() };
  };
  const get: ControlStore['get'] = async (key) => {
    try {
      const stored = await store.get(key);
      note(true);
      return stored;
    } catch (error) {
      note(false);
      throw error;
    }
  };
  return { store: { ...store, get }, heard: { last: () => last } };
}
