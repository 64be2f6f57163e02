import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Question } from 'dns-packet';
import type { Address } from '../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';
import { decodeMessage, encodeQuery, type Message } from '../dns/message.ts';

export class NoDnsAnswer extends Error {
  override readonly name = 'NoDnsAnswer';
  readonly code = 'NO_DNS_ANSWER';
}

export interface Upstream {
  readonly server: Address;
  /** IP address to ask from: where the resolver stands, for policies that look at it. */
  readonly from: string;
  readonly tryMs?: number;
  readonly tries?: number;
}

/** Asks a server over UDP, again after each time-out. Throws NoDnsAnswer after the last. */
export async function askUpstream(question: Question, upstream: Upstream): Promise<Message> {
  const { tries = deadlines.upstreamTries, server } = upstream;
  let cause: unknown;
  for (let count = 0; count < tries; count += 1) {
    try {
      return await askOnce(question, upstream);
    } catch (error) {
      cause = error;
    }
  }
  const what = `${question.name} ${question.type}`;
  throw new NoDnsAnswer(`${server.host}:${server.port} gave no answer for ${what}`, { cause });
}

function askOnce(question: Question, upstream: Upstream): Promise<Message> {
  const { server, from, tryMs = deadlines.upstreamTryMs } = upstream;
  const id = randomInt(0x10000);
  const socket = createSocket('udp4');
  const answered = new Promise<Message>((resolve, reject) => {
    const limit = setTimeout(() => reject(new NoDnsAnswer(`nothing within ${tryMs} ms`)), tryMs);
    socket.on('error', reject);
    socket.on('close', () => clearTimeout(limit));
    socket.on('message', (bytes) => {
      const message = decodeQuietly(bytes);
      if (message?.flag_qr && message.id === id && isSame(message.questions?.[0], question)) {
        resolve(message);
      }
    });
    socket.bind(0, from, () =>
      // A connected socket takes answers from that server alone, and hears that nobody listens.
      socket.connect(server.port, server.host, () => socket.send(encodeQuery(id, question))),
    );
  });
  return answered.finally(() => socket.close());
}

function isSame(given: Question | undefined, asked: Question): boolean {
  return given?.type === asked.type && given.name.toLowerCase() === asked.name.toLowerCase();
}

function decodeQuietly(bytes: Buffer): Message | undefined {
  try {
    return decodeMessage(bytes);
  } catch {
    return undefined;
  }
}
