import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, type Clock, until } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import type { RunningRegions, ServerHandle } from '../regions/runtime.ts';
import { claimSlot } from '../regions/simulated/slot.ts';
import type { Topology } from '../regions/topology.ts';
import { createWan } from '../wan/create-wan.ts';
import { startToxiproxy } from '../wan/start-toxiproxy.ts';
import { deadlines } from './deadlines.ts';
import { askService } from './path-probe.ts';

const region = 'us-east-1';
const topology: Topology = {
  name: 'one server',
  regions: [],
  vantages: [],
  links: [{ from: 'us-west-2', to: region, delayMs: 5 }],
  mirrors: [],
  service: 'api.semantest.test',
};

export interface OneServer extends AsyncDisposable {
  readonly regions: RunningRegions;
  readonly runDir: string;
  readonly runId: string;
}

/** The smallest regions there are: one real Redis behind one real link. For tests of faults. */
export async function startOneServer(clock: Clock): Promise<OneServer> {
  const runDir = mkdtempSync(join(tmpdir(), 'blackstart-faults-'));
  const slot = await claimSlot();
  const home = { host: `127.10.${slot.number}.1`, port: 6379 };
  const processes = createProcesses({ runId: runDir, runDir, clock });
  const stop = async () => {
    await processes.endAll();
    slot[Symbol.dispose]();
    rmSync(runDir, { recursive: true });
  };
  try {
    const api = { host: `127.250.${slot.number}.1`, port: 8474 };
    const program = (await installPart('toxiproxy')).program('toxiproxy-server');
    const logFile = join(runDir, 'toxiproxy.log');
    startToxiproxy({ processes, program, api, logFile });
    const paths = () => ({
      redis: {
        listen: { host: `127.20.${slot.number}.101`, port: 6379 },
        upstream: home,
      },
    });
    const wan = await createWan({ api, topology, paths, clock });
    const redis = await redisServer({ processes, runDir, clock, home });
    await redis.start();
    const seenFrom = { [region]: home };
    const regions = {
      topology,
      wan,
      servers: [redis],
      server: () => redis,
      endpoints: () => ({ regions: { [region]: { redis: { seenFrom } } } }),
      [Symbol.asyncDispose]: () => wan[Symbol.asyncDispose](),
    } as unknown as RunningRegions;
    return {
      regions,
      runDir,
      runId: runDir,
      [Symbol.asyncDispose]: async () => {
        await wan[Symbol.asyncDispose]();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface RedisOptions {
  readonly processes: Processes;
  readonly runDir: string;
  readonly clock: Clock;
  readonly home: Address;
}

async function redisServer({
  processes,
  runDir,
  clock,
  home,
}: RedisOptions): Promise<ServerHandle> {
  const part = await installPart('redis');
  const logFile = join(runDir, 'redis.log');
  let running: ManagedProcess | undefined;
  const start = async () => {
    const started = processes.spawn({
      name: 'redis',
      region,
      command: part.program('redis-server'),
      args: ['--bind', home.host, '--port', String(home.port), '--save', '', '--dir', runDir],
      env: part.environment,
      logFile,
    });
    running = started;
    void started.exited.then(() => {
      if (running === started) running = undefined;
    });
    await until(clock, { what: 'Redis to answer', ms: deadlines.soundMs }, async () => {
      return (await askService(clock, 'redis', home)) === 'answered';
    });
  };
  return {
    region,
    name: 'redis',
    logFile,
    pid: () => running?.pid,
    kill: async () => void (await running?.kill()),
    stop: async () => void (await running?.stop()),
    start,
    freeze: () => running?.signalTree('SIGSTOP'),
    thaw: () => running?.signalTree('SIGCONT'),
  };
}
