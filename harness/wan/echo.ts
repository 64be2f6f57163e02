import { createServer, type Socket, connect as tcpConnect } from 'node:net';
import type { Address, Clock } from '../../engine/index.ts';

/** What came of sending one line through a path. */
export type Exchange =
  | { readonly outcome: 'answered'; readonly ms: number }
  | { readonly outcome: 'silent' | 'refused' | 'ended' };

export interface Echo extends AsyncDisposable {
  /** Closes all connections from the server's side, as a server that dies does. */
  hangUp(): void;
}

/** A server that sends every byte back. */
export async function startEcho({ host, port }: Address): Promise<Echo> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.pipe(socket);
  });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    hangUp,
    [Symbol.asyncDispose]: () => {
      hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Connects; rejects if it is refused. */
export function connect({ host, port }: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tcpConnect({ host, port, noDelay: true });
    socket.once('error', reject).once('connect', () => {
      socket.off('error', reject).on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** Sends one line over a connection and waits at most `ms` for it to come back. */
export async function exchange(clock: Clock, socket: Socket, ms: number): Promise<Exchange> {
  const startMs = clock.monotonicMs();
  const timer = new AbortController();
  const answered = new Promise<Exchange>((resolve) => {
    socket.once('data', () => resolve({ outcome: 'answered', ms: clock.monotonicMs() - startMs }));
    socket.once('close', () => resolve({ outcome: 'ended' }));
    if (socket.destroyed) resolve({ outcome: 'ended' });
  });
  socket.write('line\n');
  const silent = clock
    .sleep(ms, timer.signal)
    .then((): Exchange => ({ outcome: 'silent' }))
    .catch((): Exchange => ({ outcome: 'silent' }));
  const outcome = await Promise.race([answered, silent]);
  timer.abort();
  socket.removeAllListeners('data').removeAllListeners('close');
  return outcome;
}

/** The same over a connection of its own. */
export async function exchangeOnce(clock: Clock, to: Address, ms: number): Promise<Exchange> {
  const socket = await connect(to).catch(() => undefined);
  if (!socket) return { outcome: 'refused' };
  try {
    return await exchange(clock, socket, ms);
  } finally {
    socket.destroy();
  }
}
