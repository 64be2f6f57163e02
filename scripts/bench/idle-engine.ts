import { setTimeout as delay } from 'node:timers/promises';
import { systemClock as clock } from '../../engine/index.ts';
import { awaitDoors } from '../../harness/drill/await-doors.ts';
import { type EngineEnded, startEngine } from '../../harness/drill/engine-process.ts';
import { type PreparedPlan, writePlan } from '../../harness/drill/prepare.ts';
import { readRow } from '../../harness/processes/process-table.ts';
import { type ProcessUsage, readUsage } from '../../harness/processes/process-usage.ts';
import type { RunningRegions } from '../../harness/regions/index.ts';
import { createRig } from '../../harness/systems-tests/rig.ts';
import type { Figure } from './figure.ts';

/** Until connections stand, one of three leads, and what starting has left is collected. */
const SETTLE_MS = 60_000;
const WATCH_MS = 120_000;
const LOOK_EVERY_MS = 2_000;
const BYTES_PER_MIB = 2 ** 20;

/**
 * Three controllers that watch regions in which nothing happens, as the plan has it: what the one
 * that takes most uses of a processor, and holds at its most. All of its pages are counted, also
 * those of Node's program, which all processes that run it share.
 */
export async function idleEngine(
  regions: RunningRegions,
  prepared: PreparedPlan,
  signal: AbortSignal,
): Promise<Figure[]> {
  await using rig = createRig();
  const { directory, processes } = rig;
  const launch: RunningRegions['launch'] = async (request) => processes.spawn(request);
  const endpoints = regions.topology.regions.map(({ name }) => regions.endpoints(name));
  const ended: EngineEnded[] = [];
  const engine = await startEngine(
    {
      engine: 'builtin',
      planFile: await writePlan(directory, prepared),
      endpoints,
      logsDir: directory,
      privateDir: directory,
    },
    { clock, launch, record: () => undefined, onEnd: (end) => ended.push(end) },
  );
  const doors = endpoints.map(({ listen }) => listen);
  await awaitDoors(doors, clock, signal);
  await delay(SETTLE_MS, undefined, { signal });
  const used = await Promise.all((engine?.servers ?? []).map((one) => watch(one.pid(), signal)));
  await engine?.stop();
  if (ended[0]) throw ended[0];
  const worst = (of: (use: Use) => number) => Math.max(...used.map(of));
  const seconds = WATCH_MS / 1_000;
  const of = `worst of ${used.length} controllers, over ${seconds} s`;
  return [
    {
      what: 'an idle engine, of a core',
      value: worst(({ share }) => share) * 100,
      limit: 3,
      unit: '%',
      of,
    },
    {
      what: 'an idle engine, most resident memory',
      value: worst(({ mostBytes }) => mostBytes) / BYTES_PER_MIB,
      limit: 150,
      unit: 'MiB',
      of,
    },
  ];
}

interface Use {
  /** Of one processor. */
  readonly share: number;
  readonly mostBytes: number;
}

async function watch(pid: number | undefined, signal: AbortSignal): Promise<Use> {
  const row = pid === undefined ? undefined : readRow(pid);
  const read = (): ProcessUsage => {
    const usage = row && readUsage(row);
    if (!usage) throw new Error('a controller has ended');
    return usage;
  };
  const beganMs = performance.now();
  const before = read();
  let mostBytes = before.residentBytes;
  while (performance.now() - beganMs < WATCH_MS) {
    await delay(LOOK_EVERY_MS, undefined, { signal });
    mostBytes = Math.max(mostBytes, read().residentBytes);
  }
  const share = (read().cpuMs - before.cpuMs) / (performance.now() - beganMs);
  return { share, mostBytes };
}
