import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Question } from 'dns-packet';
import type { BaseLogger } from 'pino';
import type { Address } from '../../../engine/index.ts';
import {
  decodeMessage,
  encodeFormatError,
  encodeReply,
  type Message,
  type Reply,
} from './message.ts';

/** Answers one question of class IN; a rejection becomes SERVFAIL. */
export type Respond = (question: Question, from: Address) => Reply | Promise<Reply>;

export interface UdpServer extends AsyncDisposable {
  /** Where it really listens; the port differs from the one asked for if that was 0. */
  readonly address: Address;
}

export class DnsListenFailed extends Error {
  override readonly name = 'DnsListenFailed';
  readonly code = 'DNS_LISTEN_FAILED';

  constructor({ host, port }: Address, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`cannot listen for DNS on ${host}:${port}/udp: ${why}; is another run there?`, { cause });
  }
}

/** Serves DNS over UDP. Throws DnsListenFailed if the address cannot be had. */
export async function serveUdp(at: Address, respond: Respond, log: BaseLogger): Promise<UdpServer> {
  const socket = createSocket('udp4');
  try {
    socket.bind(at.port, at.host);
    await once(socket, 'listening');
  } catch (cause) {
    socket.close();
    throw new DnsListenFailed(at, cause);
  }
  let open = true;
  socket.on('error', (error) => log.warn({ err: error, at }, 'DNS socket'));
  socket.on('message', async (bytes, remote) => {
    const reply = await replyTo(bytes, remote, respond, log);
    if (reply && open) socket.send(reply, remote.port, remote.address);
  });
  const { address: host, port } = socket.address();
  return {
    address: { host, port },
    [Symbol.asyncDispose]: async () => {
      if (!open) return;
      open = false;
      await closed(socket);
    },
  };
}

async function replyTo(
  bytes: Buffer,
  remote: RemoteInfo,
  respond: Respond,
  log: BaseLogger,
): Promise<Buffer | undefined> {
  let query: Message;
  try {
    query = decodeMessage(bytes);
  } catch {
    return encodeFormatError(bytes);
  }
  if (query.flag_qr) return undefined;
  try {
    const from = { host: remote.address, port: remote.port };
    return encodeReply(query, await screen(query, (question) => respond(question, from)));
  } catch (error) {
    log.warn({ err: error, questions: query.questions }, 'no answer: SERVFAIL');
    return encodeReply({ ...query, additionals: [] }, { rcode: 'SERVFAIL' });
  }
}

/** Turns away what no server here answers: other opcodes than QUERY, other classes than IN. */
function screen(
  query: Message,
  respond: (question: Question) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  const opcode = ((query.flags ?? 0) >> 11) & 0xf;
  if (opcode !== 0) return { rcode: 'NOTIMP' };
  const [question, ...more] = query.questions ?? [];
  if (!question || more.length > 0) return { rcode: 'FORMERR' };
  if (question.class !== undefined && question.class !== 'IN') return { rcode: 'REFUSED' };
  return respond(question);
}

async function closed(socket: Socket): Promise<void> {
  const end = once(socket, 'close');
  socket.close();
  await end;
}
