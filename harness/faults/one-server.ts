import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, until } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import type { RunningRegions, ServerHandle } from '../regions/runtime.ts';
import type { Topology } from '../regions/topology.ts';
import { createWan } from '../wan/create-wan.ts';
import { startToxiproxy } from '../wan/start-toxiproxy.ts';
import { deadlines } from './deadlines.ts';
import { askService } from './path-probe.ts';

const region = 'us-east-1';
const home = '127.10.252.1';
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
  const processes = createProcesses({ runId: runDir, runDir, clock });
  const stop = async () => {
    await processes.endAll();
    rmSync(runDir, { recursive: true });
  };
  try {
    const api = { host: '127.250.252.1', port: 8474 };
    const program = (await installPart('toxiproxy')).program('toxiproxy-server');
    const logFile = join(runDir, 'toxiproxy.log');
    const toxiproxy = startToxiproxy({ processes, program, api, logFile });
    const paths = () => ({
      redis: {
        listen: { host: '127.20.252.101', port: 6379 },
        upstream: { host: home, port: 6379 },
      },
    });
    const wan = await createWan({ api, process: toxiproxy, topology, paths, clock });
    const redis = await redisServer(processes, runDir, clock);
    await redis.start();
    const seenFrom = { [region]: { host: home, port: 6379 } };
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

async function redisServer(
  processes: Processes,
  runDir: string,
  clock: Clock,
): Promise<ServerHandle> {
  const part = await installPart('redis');
  const logFile = join(runDir, 'redis.log');
  let running: ManagedProcess | undefined;
  const start = async () => {
    const started = processes.spawn({
      name: 'redis',
      region,
      command: part.program('redis-server'),
      args: ['--bind', home, '--port', '6379', '--save', '', '--dir', runDir],
      env: part.environment,
      logFile,
    });
    running = started;
    void started.exited.then(() => {
      if (running === started) running = undefined;
    });
    await until(clock, { what: 'Redis to answer', ms: deadlines.soundMs }, async () => {
      return (await askService(clock, 'redis', { host: home, port: 6379 })) === 'answered';
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
