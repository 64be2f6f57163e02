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
}

/** A real Route 53 API for a test. */
export async function startLocalStack({ host, port }: Address): Promise<LocalStackUnderTest> {
  const part = await installPart('localstack');
  const directory = await mkdtemp(join(tmpdir(), 'cloud-localstack-'));
  const logFile = openSync(join(directory, 'log'), 'a');
  const child = spawn(part.program('localstack'), [], {
    detached: true,
    stdio: ['ignore', logFile, logFile],
    env: {
      ...process.env,
      ...part.environment,
      SERVICES: 'route53',
      EAGER_SERVICE_LOADING: '1',
      GATEWAY_LISTEN: `${host}:${port}`,
      // The default server, twisted, takes the port of every address and leaves out the host.
      GATEWAY_SERVER: 'hypercorn',
      DNS_ADDRESS: '0',
      DISABLE_EVENTS: '1',
      SKIP_SSL_CERT_DOWNLOAD: '1',
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
  await until(systemClock, { what: `LocalStack, log in ${directory}`, ms: startMs }, async () => {
    const reply = await fetch(`http://${host}:${port}/_localstack/health`);
    return reply.ok;
  });
  return {
    kill,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
