import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ConnectionPool } from './connection-pool.ts';

export interface Question {
  readonly host: string;
  readonly port: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly region?: string;
  readonly epoch?: number;
}

/** No reply came. `sent` is false only if certainly no byte of the request left this process. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
  readonly code: string;
  readonly sent: boolean;

  constructor(code: string, sent: boolean, cause?: unknown) {
    super(`no reply: ${code}`, { cause });
    this.code = code;
    this.sent = sent;
  }
}

/** One request and its reply, or NoReply; once, never repeated. */
export class Exchange {
  readonly reply: Promise<Reply>;
  readonly #request: ClientRequest;
  #sent = false;
  #cancelled: string | undefined;

  constructor(pool: ConnectionPool, { body, ...question }: Question) {
    const headers = body
      ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      : {};
    this.#request = request({ ...question, agent: pool, headers });
    this.#request.once('socket', (socket) => {
      const markSent = () => {
        this.#sent = true;
      };
      if (socket.connecting) socket.once('connect', markSent);
      else markSent();
    });
    this.reply = this.#receive(pool);
    this.#request.end(body);
  }

  /** Gives up; `reply` rejects with NoReply of this code. */
  cancel(code: string): void {
    this.#cancelled ??= code;
    this.#request.destroy(new Error(code));
  }

  async #receive(pool: ConnectionPool): Promise<Reply> {
    try {
      const response = await responseTo(this.#request);
      if ((response.statusCode ?? 0) >= 500) pool.distrust(response.socket);
      return toReply(response, await text(response));
    } catch (error) {
      const code = this.#cancelled ?? codeOf(error);
      throw new NoReply(code, this.#sent, error);
    }
  }
}

function responseTo(pending: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  // Stays for the whole exchange: a request can fail more than once.
  pending.on('error', reject).once('response', resolve);
  return promise;
}

function toReply({ statusCode = 0, headers }: IncomingMessage, body: string): Reply {
  const region = headers['x-blackstart-region'];
  const epoch = headers['x-blackstart-epoch'];
  return {
    status: statusCode,
    body,
    ...(typeof region === 'string' ? { region } : {}),
    ...(typeof epoch === 'string' ? { epoch: Number(epoch) } : {}),
  };
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  DNS: 'dns',
  NO_ROUTE: 'no-route',
};

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return WORDS[code] ?? code.toLowerCase();
}
