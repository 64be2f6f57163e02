import { existsSync } from 'node:fs';
import { systemClock as clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { dockerodeAt } from './engine/find-engine.ts';
import { runLabel } from './labels.ts';

/** The engine that has, or had, the containers of a run does not answer. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone';
  readonly code = 'ENGINE_GONE';
  readonly exitCode = 4;

  constructor(url: string, cause: unknown) {
    super(
      `the container engine at ${url} does not answer, and may still have containers; ` +
        'try: start it again (`npm run blackstart -- engine-room`, if it is ours), and then heal',
      { cause },
    );
  }
}

/**
 * Ends what the engine at a place still has of a run, or of all runs, whatever its state:
 * containers, then networks, which nobody is in any more; again, until there is nothing, since the
 * engine may be making what a run that was killed had asked for. Gives their names. Any number of
 * times, also of two at once. Throws EngineGone, or DeadlineExceeded.
 */
export async function sweepRun(engineUrl: string, runId?: string): Promise<readonly string[]> {
  const socket = socketOf(engineUrl);
  // The room of an engine of ours was removed, with all that was in it.
  if (socket && !existsSync(socket.replace(/\/[^/]*$/, ''))) return [];
  const docker = dockerodeAt({ url: engineUrl }, deadlines.sweepMs);
  const filters = { label: [runId === undefined ? runLabel : `${runLabel}=${runId}`] };
  const swept = new Set<string>();
  const look = async () => {
    const [containers, networks] = await Promise.all([
      docker.listContainers({ all: true, filters }),
      docker.listNetworks({ filters }),
    ]);
    return { containers, networks };
  };
  const first = await look().catch((cause: unknown) => {
    throw new EngineGone(engineUrl, cause);
  });
  let left: typeof first | undefined = first;
  const gone = { what: 'what a run has left to be gone', ms: deadlines.sweepMs, everyMs: 200 };
  await until(clock, gone, async () => {
    const { containers, networks } = left ?? (await look());
    left = undefined;
    if (containers.length + networks.length === 0) return true;
    // What another removes, or what is in use for a moment, is looked at again.
    await Promise.allSettled(
      containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
    );
    await Promise.allSettled(networks.map(({ Id }) => docker.getNetwork(Id).remove()));
    for (const { Names } of containers) swept.add(Names.join());
    for (const { Name } of networks) swept.add(Name);
    return false;
  });
  return [...swept];
}

function socketOf(engineUrl: string): string | undefined {
  const { protocol, pathname } = new URL(engineUrl);
  return protocol === 'unix:' ? decodeURIComponent(pathname) : undefined;
}
