import { connect, createServer, type Socket } from 'node:net';
import type { Address } from '../../engine/index.ts';

/** A path that can hold back what the far side sends, while both sides see it open. */
export interface HeldRelay extends Disposable {
  hold(): void;
  release(): void;
}

export async function startHeldRelay(listen: Address, upstream: Address): Promise<HeldRelay> {
  const sockets = new Set<Socket>();
  const replies = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(upstream);
    replies.add(far);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => other.write(bytes));
      socket.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(listen.port, listen.host, resolve));
  return {
    hold: () => {
      for (const far of replies) far.pause();
    },
    release: () => {
      for (const far of replies) far.resume();
    },
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
