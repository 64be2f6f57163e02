import { type Clock, until } from '../../../engine/index.ts';
import type { Processes } from '../../processes/processes.ts';
import { deadlines } from './deadlines.ts';
import { ServerFailed } from './errors.ts';

export interface Tool {
  readonly processes: Processes;
  readonly clock: Clock;
  readonly region: string;
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly uid: number | undefined;
  readonly logFile: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program of a server to its end. Throws ServerFailed unless it ends with 0. */
export async function runTool(tool: Tool): Promise<void> {
  const { processes, clock, region, name, command, args, env, cwd, uid, logFile, signal } = tool;
  signal?.throwIfAborted();
  const user = uid === undefined ? {} : { uid, gid: uid };
  const running = processes.spawn({ name, region, command, args, env, cwd, logFile, ...user });
  let ended = false;
  void running.exited.then(() => {
    ended = true;
  });
  const deadline = { what: `${name} in ${region}`, ms: deadlines.toolMs, everyMs: 10 };
  try {
    await until(clock, deadline, () => ended, signal);
  } catch (error) {
    await running.kill();
    signal?.throwIfAborted();
    throw failed(tool, String(error), running.lastLogLines(15), error);
  }
  const { code, signal: by } = await running.exited;
  if (code === 0) return;
  throw failed(tool, `ended with ${by ?? `exit code ${code}`}`, running.lastLogLines(15));
}

function failed(
  { region, name: server, logFile }: Tool,
  what: string,
  lastLines: readonly string[],
  cause?: unknown,
): ServerFailed {
  return new ServerFailed({ region, server, what, logFile, lastLines, cause });
}
