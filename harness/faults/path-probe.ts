import { connect } from 'node:net';
import type { Address, Clock } from '../../engine/index.ts';
import { brokerNames } from '../regions/broker-names.ts';
import { deadlines } from './deadlines.ts';

/** silent: the connection stands and nothing comes. ended: it was closed without an answer. */
export type Answer = 'answered' | 'silent' | 'refused' | 'ended';

const http = Buffer.from('GET / HTTP/1.0\r\n\r\n');

/** ApiVersions, version 0, no client id (Apache Kafka Protocol Guide). */
const apiVersions = Buffer.from('0000000a00120000' + '00000001ffff', 'hex');

/** What each service answers at once to anybody; a link accepts whatever lies behind it. */
const greetings: Readonly<Record<string, Buffer>> = {
  /** SSLRequest, answered with one byte (PostgreSQL, Message Formats). */
  postgres: Buffer.from('0000000804d2162f', 'hex'),
  redis: Buffer.from('PING\r\n'),
  ...Object.fromEntries(brokerNames.map((broker) => [broker, apiVersions])),
};

/** Whether the service behind an address answers in time, over a connection of its own. */
export function askService(
  clock: Clock,
  service: string,
  { host, port }: Address,
  withinMs: number = deadlines.answerMs,
): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    let connected = false;
    const conclude = (answer: Answer) => {
      timer.abort();
      socket.destroy();
      resolve(answer);
    };
    const timer = new AbortController();
    clock.sleep(withinMs, timer.signal).then(
      () => conclude('silent'),
      () => undefined,
    );
    socket.once('connect', () => {
      connected = true;
      socket.write(greetings[service] ?? http);
    });
    socket.once('data', () => conclude('answered'));
    socket.once('error', () => conclude(connected ? 'ended' : 'refused'));
    socket.once('end', () => conclude('ended'));
  });
}
