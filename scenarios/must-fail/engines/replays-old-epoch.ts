import { composeEngine } from '../../../engine/compose.ts';
import type { ControlStore } from '../../../engine/ports/control-store.ts';
import { runEngineProcess } from '../../../engine/process.ts';

/** By then the failover is over, also on a busy host. */
const replayAfterMs = 6_000;

/** Who may write, and where traffic goes. */
const assigns = (key: string) => key.endsWith('/writer') || key.endsWith('/routing');

/** Some time after its last change, everything is put back as it was when it was first read. */
function replaying(store: ControlStore): ControlStore {
  const first = new Map<string, string>();
  let replay: NodeJS.Timeout | undefined;
  return {
    ...store,
    get: async (key) => {
      const stored = await store.get(key);
      if (stored && assigns(key) && !first.has(key)) first.set(key, stored.value);
      return stored;
    },
    compareAndSwap: async (key, revision, value) => {
      const swapped = await store.compareAndSwap(key, revision, value);
      if (!assigns(key)) return swapped;
      clearTimeout(replay);
      replay = setTimeout(() => {
        for (const [old, was] of first) void store.put(old, was);
      }, replayAfterMs);
      return swapped;
    },
  };
}

/** What said who may write and where traffic goes is sent once more, epoch and all. */
await runEngineProcess((settings) => {
  const parts = composeEngine(settings);
  return { ...parts, world: { ...parts.world, store: replaying(parts.world.store) } };
});
