import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deadlines } from '../../systems/deadlines.ts';
import type { Answer } from './question.ts';
import type { Inquiry } from './questions.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));

/**
 * Asks in a program of its own, which ends with its answers: the clients that it loads would stay
 * with an engine that only watches. Passwords go in by its standard input. Throws if it fails, is
 * late, or the signal is aborted; it is ended then.
 */
export async function askApart(
  inquiry: Inquiry,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const timeout = inquiry.timeoutMs + deadlines.preflightStartMs;
  const options = { env, signal, timeout, killSignal: 'SIGKILL' } as const;
  const asking = promisify(execFile)(process.execPath, [program], options);
  // One that ends before it has read all is told by how it ends.
  asking.child.stdin?.on('error', () => undefined).end(JSON.stringify(inquiry));
  return JSON.parse((await asking).stdout);
}
