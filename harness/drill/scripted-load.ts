import { join } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import type { Entry, ScriptedLoad } from '../journal/index.ts';
import type { Processes } from '../processes/processes.ts';
import type { WorkloadConfig } from '../workload/config.ts';
import type { PreparedK6 } from '../workload/k6/prepare-k6.ts';
import { type RunningK6, startK6 } from '../workload/k6/run-k6.ts';
import { serveNames } from '../workload/k6/serve-names.ts';
import { firstScriptedId, storedId } from '../workload/run-ids.ts';
import { eachInTurn } from './each-in-turn.ts';
import type { RunDirectory } from './run-directory.ts';

export interface ScriptedRequest {
  readonly k6: PreparedK6;
  readonly load: ScriptedLoad;
  /** The clients beside it: the same service, over the same links, with the same patience. */
  readonly clients: WorkloadConfig;
  /** Load that does not stay the same changes so long after the beginning; milliseconds. */
  readonly changeAfterMs: number;
  readonly directory: RunDirectory;
}

export interface ScriptedTools {
  readonly processes: Processes;
  readonly clock: Clock;
  readonly record: (entry: Entry) => void;
}

/** Load that a script drives beside the clients. */
export interface Scripted {
  /** Resolves when its requests have begun. Throws as `startK6`. */
  start(signal: AbortSignal): Promise<void>;
  /** Ends it, if it was started, and writes down what it saw. Any number of times. */
  stop(): Promise<void>;
}

export function scriptedLoad(
  { k6, load, clients, changeAfterMs, directory }: ScriptedRequest,
  { processes, clock, record }: ScriptedTools,
): Scripted {
  const { service, operationTimeoutMs: timeoutMs, maxDurationMs, earlierRuns } = clients;
  const network = clients.vantages[load.vantage];
  if (!network) throw new RangeError(`no clients at ${load.vantage}`);
  const ends: (() => Promise<void>)[] = [];
  const noteDown = async (running: RunningK6) => {
    for (const entry of await running.stop()) record(entry);
  };
  return {
    start: async (signal) => {
      const names = await serveNames(network, timeoutMs);
      ends.unshift(async () => names[Symbol.asyncDispose]());
      const request = {
        ...k6,
        settings: {
          ...{ load, timeoutMs, maxDurationMs, changeAfterMs },
          service: `http://${service.name}:${service.port}`,
          firstId: storedId(firstScriptedId, earlierRuns),
        },
        resolver: names.address,
        directory: join(directory.privateDir, 'k6'),
        logFile: join(directory.logsDir, 'k6.log'),
      };
      const running = await startK6(processes, clock, request, signal);
      ends.unshift(() => noteDown(running));
    },
    stop: () => eachInTurn(...ends.splice(0)),
  };
}
