import { join } from 'node:path';
import { type ContainerGround, launch, type PlacedProcess } from './container-launcher.ts';
import { machineName } from './placement.ts';

/** A machine for each region: a network that its servers share, and that outlives all of them. */
export interface Machines extends AsyncDisposable {
  /** Id of the container that each is, by its region. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Throws SpawnFailed; none is left then. */
export async function startMachines(
  ground: Omit<ContainerGround, 'machines'>,
  logsDir: string,
): Promise<Machines> {
  await using started = new AsyncDisposableStack();
  const ids = new Map<string, string>();
  const start = async (region: string) => {
    const machine: PlacedProcess = await launch(
      { ...ground, machines: ids },
      {
        ...{ name: machineName, region },
        command: 'sleep',
        args: ['infinity'],
        logFile: join(logsDir, `${region}-${machineName}.log`),
      },
    );
    started.defer(async () => void (await machine.kill()));
    ids.set(region, machine.container);
  };
  const settled = await Promise.allSettled(ground.addresses.regions.map(start));
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  const all = started.move();
  return { ids, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
