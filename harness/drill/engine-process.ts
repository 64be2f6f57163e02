import { createInterface } from 'node:readline';
import type { Clock, Endpoints } from '../../engine/index.ts';
import type { ClaimEntry, Entry } from '../journal/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
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
}

/**
 * Starts the engine under test and writes down what it claims; nothing, for `none`. Throws
 * SpawnFailed when it cannot be started.
 */
export function startEngine(
  request: EngineRequest,
  { clock, processes, record }: EngineContext,
): ManagedProcess | undefined {
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
  return engine;
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
