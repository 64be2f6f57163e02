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
  try {
    const { name, version, from } = await findEngine(process.env, cache);
    return { ...nothing, found: `${name} ${version} (${from})` };
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    // Who names an engine wants that one.
    if (code !== 'NO_CONTAINER_ENGINE' || process.env.DOCKER_HOST) {
      return { ...nothing, why: message };
    }
  }
  try {
    const engine = await installPart('docker');
    const { name, version, from } = await openEngineRoom({ clock, cache, engine });
    // Ctrl-C ends the tests, which hear it too; this process lives on to end the engine.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
    return {
      found: `${name} ${version} (${from})`,
      [Symbol.asyncDispose]: async () => void (await closeEngineRoom({ clock, cache })),
    };
  } catch (error) {
    return { ...nothing, why: (error as Error).message };
  }
}
