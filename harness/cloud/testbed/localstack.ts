import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, systemClock, until } from '../../../engine/index.ts';
import { installPart } from '../../parts/index.ts';

/** LocalStack was seen up in 1 s warm and 11 s cold; a busy machine takes several times that. */
const startMs = 60_000;

export interface LocalStackUnderTest extends AsyncDisposable {
  /** Ends it at once, as a region that dies would. */
  kill(): Promise<void>;
  /** It takes connections, and answers nothing until it thaws. */
  freeze(): void;
  thaw(): void;
}

/** A real AWS API for a test. */
export async function startLocalStack(
  { host, port }: Address,
  service: 'route53' | 's3' = 'route53',
): Promise<LocalStackUnderTest> {
  const part = await installPart('localstack');
  const directory = await mkdtemp(join(tmpdir(), 'cloud-localstack-'));
  const logFile = openSync(join(directory, 'log'), 'a');
  const child = spawn(part.program('localstack'), [], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', logFile, logFile],
    env: {
      ...process.env,
      ...part.environment,
      SERVICES: service,
      GATEWAY_LISTEN: `${host}:${port}`,
      HOME: directory,
      TMPDIR: directory,
    },
  });
  closeSync(logFile);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
    await exited;
  };
  const dispose = async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  };
  const healthy = async () => (await fetch(`http://${host}:${port}/_localstack/health`)).ok;
  try {
    await until(systemClock, { what: 'LocalStack', ms: startMs }, healthy);
  } catch (error) {
    await dispose();
    throw error;
  }
  const signal = (name: NodeJS.Signals) => () => {
    if (child.pid) process.kill(-child.pid, name);
  };
  const paused = { freeze: signal('SIGSTOP'), thaw: signal('SIGCONT') };
  return { kill, ...paused, [Symbol.asyncDispose]: dispose };
}
