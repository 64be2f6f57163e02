import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Clock, type Endpoints, nodeFlags } from '../../engine/index.ts';
import type { ClaimEntry, Entry } from '../journal/index.ts';
import type { ManagedProcess, ProcessExit } from '../processes/managed-process.ts';
import type { Operable, RunningRegions, ServerHandle } from '../regions/runtime.ts';
import { askEngine, questionOf } from './ask-engine.ts';

export interface EngineRequest {
  /** `builtin`, `none`, or a shell command that starts another engine's controller. */
  readonly engine: string;
  readonly planFile: string;
  /** What each controller is told, one a region. */
  readonly endpoints: readonly Endpoints[];
  readonly logsDir: string;
  readonly privateDir: string;
}

export interface EngineContext {
  readonly clock: Clock;
  /** As of RunningRegions. */
  readonly launch: RunningRegions['launch'];
  readonly record: (entry: Entry) => void;
  /** Called if a controller ends without being asked. */
  readonly onEnd: (ended: EngineEnded) => void;
}

/** Controllers that run until they are stopped, or end by themselves. */
export interface Engine extends Operable {
  /** Each controller as a server of its region, so that a fault can take it. */
  readonly servers: readonly ServerHandle[];
  stop(): Promise<void>;
}

/** A controller ended by itself; before the fault there is nothing left to measure. */
export class EngineEnded extends Error {
  override readonly name = 'EngineEnded';
  readonly code = 'ENGINE_ENDED';
  /** `exit code 1`, or `signal SIGKILL`. */
  readonly end: string;

  constructor(engine: string, { logFile, lastLogLines }: ManagedProcess, exit: ProcessExit) {
    const end = exit.signal ? `signal ${exit.signal}` : `exit code ${exit.code}`;
    const log = lastLogLines(10).join('\n');
    const way = `try the command alone: ${commandLine(engine)}`;
    super(`the engine ended by itself with ${end}; ${way}; see ${logFile}, which ends:\n${log}`);
    this.end = end;
  }
}

/**
 * Starts the engine under test, a controller in each region, and writes down what it claims;
 * nothing, for `none`. Throws SpawnFailed when it cannot be started.
 */
export async function startEngine(
  { engine, planFile, endpoints, logsDir, privateDir }: EngineRequest,
  context: EngineContext,
): Promise<Engine | undefined> {
  if (engine === 'none') return undefined;
  const token = randomBytes(16).toString('hex');
  const starting = endpoints.map((seen) => {
    const logFile = join(logsDir, `${seen.home}-engine.log`);
    const stateDir = join(privateDir, seen.home, 'engine');
    const request = { engine, planFile, endpoints: seen, logFile, stateDir, token };
    return startController(request, context);
  });
  const controllers = await allOrNone(starting);
  const doorsAt = (region?: string) =>
    endpoints
      .filter(({ home }) => region === undefined || home === region)
      .map(({ listen }) => listen);
  return {
    servers: controllers,
    ask: (path, body, at) => askEngine(doorsAt(at), token, path, body),
    question: () => questionOf(doorsAt(), token),
    stop: async () => void (await Promise.all(controllers.map((one) => one.stop()))),
  };
}

/** Those that could be started are stopped again where another could not. */
async function allOrNone(
  starting: readonly Promise<ServerHandle>[],
): Promise<readonly ServerHandle[]> {
  const settled = await Promise.allSettled(starting);
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status !== 'rejected') return Promise.all(starting);
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  await Promise.all(started.map((one) => one.stop()));
  throw failed.reason;
}

interface ControllerRequest {
  readonly engine: string;
  readonly planFile: string;
  readonly endpoints: Endpoints;
  readonly logFile: string;
  /** What must outlive the process is kept here. */
  readonly stateDir: string;
  /** Who brings it may ask for changes. */
  readonly token: string;
}

/** A controller that was stopped stays so; one that a fault has killed can be started again. */
async function startController(
  request: ControllerRequest,
  context: EngineContext,
): Promise<ServerHandle> {
  const { home } = request.endpoints;
  let stopped = false;
  let current: ManagedProcess | undefined;
  const start = async () => {
    const spawned = await launchController(request, context);
    current = spawned;
    void spawned.exited.then((exit) => {
      if (current !== spawned) return;
      current = undefined;
      if (!stopped) context.onEnd(new EngineEnded(request.engine, spawned, exit));
    });
  };
  const end = async (how: 'kill' | 'stop') => {
    const ending = current;
    current = undefined;
    await ending?.[how]();
  };
  await start();
  return {
    region: home,
    name: 'engine',
    logFile: request.logFile,
    pid: () => current?.pid,
    kill: () => end('kill'),
    stop: () => {
      stopped = true;
      return end('stop');
    },
    start: async () => {
      if (!current && !stopped) await start();
    },
    retired: () => stopped,
    freeze: () => current?.signalTree('SIGSTOP'),
    thaw: () => current?.signalTree('SIGCONT'),
  };
}

/** Whoever keeps these for a real service must not be woken by a disaster that is made up. */
const nobodyIsTold = { BLACKSTART_PAGERDUTY_ROUTING_KEY: '', BLACKSTART_SLACK_WEBHOOK_URL: '' };

async function launchController(
  { engine, planFile, endpoints, logFile, stateDir, token }: ControllerRequest,
  { clock, launch, record }: EngineContext,
): Promise<ManagedProcess> {
  const controller = await launch({
    name: 'engine',
    region: endpoints.home,
    ...commandOf(engine),
    env: {
      BLACKSTART_PLAN: planFile,
      BLACKSTART_ENDPOINTS: JSON.stringify(endpoints),
      BLACKSTART_STATE_DIR: stateDir,
      BLACKSTART_TOKEN: token,
      ...nobodyIsTold,
    },
    logFile,
    stdout: 'pipe',
  });
  if (controller.stdout) {
    createInterface({ input: controller.stdout }).on('line', (line) => {
      const claim = parseClaim(line);
      if (claim) record({ kind: 'claim', atMs: clock.monotonicMs(), ...claim });
    });
  }
  return controller;
}

function commandLine(engine: string): string {
  const { command, args } = commandOf(engine);
  return engine === 'builtin' ? [command, ...args].join(' ') : engine;
}

function commandOf(engine: string): { command: string; args: string[] } {
  if (engine === 'builtin') {
    return { command: process.execPath, args: [...nodeFlags, 'engine/main.ts'] };
  }
  return { command: '/bin/sh', args: ['-c', engine] };
}

const EVENTS = ['started', 'succeeded', 'failed', 'undone', 'noted'] as const;

/** A claim from a line `{"claim":{"step":…,"event":…}}`; any other line is the engine's talk. */
export function parseClaim(line: string): Omit<ClaimEntry, 'kind' | 'atMs'> | undefined {
  const claim = claimIn(line);
  const event = EVENTS.find((known) => known === claim?.event);
  if (!claim || typeof claim.step !== 'string' || !event) return undefined;
  return {
    step: claim.step,
    event,
    ...(typeof claim.epoch === 'number' ? { epoch: claim.epoch } : {}),
    ...(typeof claim.trigger === 'string' ? { trigger: claim.trigger } : {}),
    ...(typeof claim.detail === 'string' ? { detail: claim.detail } : {}),
  };
}

function claimIn(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const claim = (value as { claim?: unknown } | null)?.claim;
    return typeof claim === 'object' && claim ? { ...claim } : undefined;
  } catch {
    return undefined;
  }
}
