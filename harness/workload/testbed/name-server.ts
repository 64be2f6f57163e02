import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import dnsPacket from 'dns-packet';
import { type Address, systemClock } from '../../../engine/index.ts';

/** A DNS server of one name on real UDP, whose address can change; undefined answers NXDOMAIN. */
export async function startNameServer(at: Address) {
  const socket = createSocket('udp4');
  let address: string | undefined;
  let asked = 0;
  let holdMs = 0;
  const closed = new AbortController();
  socket.on('message', (message, peer) => {
    const { id = 0, questions = [] } = dnsPacket.decode(message);
    const name = questions[0]?.name ?? '';
    asked += 1;
    const answers = address ? [{ type: 'A' as const, name, ttl: 5, data: address }] : [];
    const flags = dnsPacket.AUTHORITATIVE_ANSWER | (address ? 0 : 3);
    const reply = dnsPacket.encode({ type: 'response', id, flags, questions, answers });
    systemClock.sleep(holdMs, closed.signal).then(
      () => socket.send(reply, peer.port, peer.address),
      () => undefined,
    );
  });
  socket.bind(at.port, at.host);
  await once(socket, 'listening');
  return {
    answer: (next: string | undefined) => {
      address = next;
    },
    /** From now on every answer comes so much later. */
    hold: (ms: number) => {
      holdMs = ms;
    },
    get asked() {
      return asked;
    },
    [Symbol.asyncDispose]: async () => {
      closed.abort();
      socket.close();
    },
  };
}

export type NameServer = Awaited<ReturnType<typeof startNameServer>>;
