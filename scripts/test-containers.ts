import { systemClock as clock } from '../engine/index.ts';
import { cacheRoot, installPart } from '../harness/parts/index.ts';
import { closeEngineRoom, findEngine, openEngineRoom } from '../harness/regions/index.ts';

/** An engine to test on, or why there is none. */
export type EngineForTests = AsyncDisposable &
  ({ readonly found: string } | { readonly why: string });

/** The engine that this machine has, or one of its own, which ends with the tests. */
export async function engineForTests(): Promise<EngineForTests> {
  const cache = cacheRoot();
  const nothing = { [Symbol.asyncDispose]: async () => undefined };
  const here = await findEngine(process.env, cache).catch(() => undefined);
  if (here) return { ...nothing, found: `${here.name} ${here.version} (${here.from})` };
  try {
    const engine = await installPart('docker');
    const { name, version, from } = await openEngineRoom({ clock, cache, engine });
    return {
      found: `${name} ${version} (${from})`,
      [Symbol.asyncDispose]: async () => void (await closeEngineRoom({ clock, cache })),
    };
  } catch (error) {
    return { ...nothing, why: (error as Error).message };
  }
}
