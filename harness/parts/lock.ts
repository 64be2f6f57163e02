import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { type Clock, until } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/**
 * Takes the lock of `path` on this host, waiting while another process has it; `onWait` is called
 * once if so. Throws DeadlineExceeded.
 *
 * The lock is a socket in Linux's abstract namespace: the kernel gives it to one process at a time
 * and frees it when that process dies, however it dies, so there is no stale lock to judge.
 * Processes in different network namespaces do not see each other's; what the lock guards must
 * then still be safe, and is, because a part appears by one rename.
 */
export async function takeLock(
  clock: Clock,
  path: string,
  onWait: () => void,
  signal?: AbortSignal,
): Promise<AsyncDisposable> {
  const name = createHash('sha256').update(path).digest('hex').slice(0, 32);
  const address = `\0blackstart-${process.getuid?.() ?? 0}-${name}`;
  const first = await tryListen(address);
  if (!first) onWait();
  const server =
    first ??
    (await until(
      clock,
      {
        what: `another run to let go of the lock of ${path}`,
        ms: deadlines.lockMs,
        everyMs: deadlines.lockEveryMs,
      },
      () => tryListen(address),
      signal,
    ));
  return {
    [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())),
  };
}

function tryListen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}
