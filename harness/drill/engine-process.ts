import { createInterface } from 'node:readline';
import type { Clock, Endpoints } from '../../engine/index.ts';
import type { ClaimEntry, Entry } from '../journal/index.ts';
import type { ManagedProcess, ProcessExit } from '../processes/managed-process.ts';
import type { Processes } from '../processes/processes.ts';

export interface EngineRequest {
  /** `builtin`, `none`, or a shell command that starts another engine. */
  readonly engine: string;
  readonly planFile: string;
  readonly endpoints: Endpoints;
  readonly logFile: string;
}

export interface EngineContext {
  readonly clock: Clock;
  readonly processes: Processes;
  readonly record: (entry: Entry) => void;
  /** Called if the engine ends without being asked. */
  readonly onEnd: (ended: EngineEnded) => void;
}

/** An engine that runs until it is stopped, or ends by itself. */
export interface Engine {
  stop(): Promise<void>;
}

/** The engine ended by itself; before the fault there is nothing left to measure. */
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
 * Starts the engine under test and writes down what it claims; nothing, for `none`. Throws
 * SpawnFailed when it cannot be started.
 */
export function startEngine(
  request: EngineRequest,
  { clock, processes, record, onEnd }: EngineContext,
): Engine | undefined {
  if (request.engine === 'none') return undefined;
  const engine = processes.spawn({
    name: 'engine',
    region: request.endpoints.home,
    ...commandOf(request.engine),
    env: {
      BLACKSTART_PLAN: request.planFile,
      BLACKSTART_ENDPOINTS: JSON.stringify(request.endpoints),
    },
    logFile: request.logFile,
    stdout: 'pipe',
  });
  if (engine.stdout) {
    createInterface({ input: engine.stdout }).on('line', (line) => {
      const claim = parseClaim(line);
      if (claim) record({ kind: 'claim', atMs: clock.monotonicMs(), ...claim });
    });
  }
  let asked = false;
  void engine.exited.then((exit) => {
    if (!asked) onEnd(new EngineEnded(request.engine, engine, exit));
  });
  return {
    stop: async () => {
      asked = true;
      await engine.stop();
    },
  };
}

function commandLine(engine: string): string {
  const { command, args } = commandOf(engine);
  return engine === 'builtin' ? [command, ...args].join(' ') : engine;
}

function commandOf(engine: string): { command: string; args: string[] } {
  if (engine === 'builtin') return { command: process.execPath, args: ['engine/main.ts'] };
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
