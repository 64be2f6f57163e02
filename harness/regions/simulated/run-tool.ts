import { text } from 'node:stream/consumers';
import { type Clock, until } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import { deadlines } from './deadlines.ts';
import { ServerFailed } from './errors.ts';
import type { Launcher } from './launcher.ts';

export interface Tool {
  readonly launcher: Launcher;
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
  await endOf(tool, await launch(tool, 'log'));
}

/** The same, and gives what it said on standard output. */
export async function outputOf(tool: Tool): Promise<string> {
  const running = await launch(tool, 'pipe');
  const said = running.stdout ? text(running.stdout) : '';
  await endOf(tool, running);
  return said;
}

function launch(tool: Tool, stdout: 'log' | 'pipe'): Promise<ManagedProcess> {
  const { launcher, region, name, command, args, env, cwd, uid, logFile, signal } = tool;
  signal?.throwIfAborted();
  const user = uid === undefined ? {} : { uid, gid: uid };
  return launcher.launch({ name, region, command, args, env, cwd, logFile, stdout, ...user });
}

async function endOf(tool: Tool, running: ManagedProcess): Promise<void> {
  const { clock, region, name, signal } = tool;
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
