import type { Clock } from '../../../engine/index.ts';
import { cacheRoot, installPart } from '../../parts/index.ts';
import { closeEngineRoom, openEngineRoom, refuseWhereImpossible } from '../../regions/index.ts';
import { exitCode } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { progressFor } from '../progress-for.ts';
import type { Terminal } from '../terminal.ts';

export interface EngineRoomOptions {
  /** Stop it, instead of starting it. */
  readonly stop: boolean;
  /** Remove all that it has kept, too: images, logs. */
  readonly remove: boolean;
}

/** Installs and starts a container engine of our own, apart from the system's, or ends it. */
export async function engineRoomVerb(
  { stop, remove }: EngineRoomOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const cache = cacheRoot();
  if (stop || remove) {
    const ran = await closeEngineRoom({ clock, cache, remove });
    const what = remove ? ', and all that it kept is removed' : '';
    terminal.print(`${ran ? 'the engine has ended' : 'no engine of ours runs'}${what}`);
    return exitCode.ok;
  }
  refuseWhereImpossible();
  using interrupt = onInterrupt(process);
  const { signal } = interrupt;
  const progress = progressFor(terminal, false, clock);
  const engine = await progress.phase('Container engine', (say) =>
    installPart('docker', { clock, signal, onProgress: ({ message }) => say(message) }),
  );
  const { name, version, apiVersion, url } = await openEngineRoom({ clock, cache, engine, signal });
  terminal.print(`${name} ${version} (API ${apiVersion}) runs, apart from the system's: ${url}`);
  terminal.print('drills find it by themselves; others do with:');
  terminal.print(`  export DOCKER_HOST=${url}`);
  terminal.print('end it with: npm run blackstart -- engine-room --stop');
  return exitCode.ok;
}
