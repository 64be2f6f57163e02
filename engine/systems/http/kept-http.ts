import { Agent, type ClientRequest, request } from 'node:http';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { within } from '../../ports/within.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * One HTTP server, asked one thing at a time over a connection that is kept. A question without an
 * answer in time ends the connection: a late answer has nowhere to arrive.
 */
export class KeptHttp {
  readonly #clock: Clock;
  readonly #address: Address;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** The headers go with every question. */
  constructor(clock: Clock, address: Address, headers: Readonly<Record<string, string>> = {}) {
    this.#clock = clock;
    this.#address = address;
    this.#headers = headers;
  }

  /** Throws when there is no whole answer within `timeoutMs`, connecting included. */
  async ask(method: 'GET' | 'HEAD', path: string, timeoutMs: number): Promise<HttpAnswer> {
    const { host, port } = this.#address;
    const deadline = { what: `${method} http://${host}:${port}${path}`, ms: timeoutMs };
    return within(this.#clock, deadline, async (signal) => {
      const first = this.#send(method, path, signal);
      return first.answer.catch((error: NodeJS.ErrnoException) => {
        // The server ended a connection it had kept, as we began to use it: that says nothing.
        const worn = first.sent.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted;
        if (worn) return this.#send(method, path, signal).answer;
        throw error;
      });
    });
  }

  #send(method: string, path: string, signal: AbortSignal) {
    const { promise: answer, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const sent: ClientRequest = request(
      { ...this.#address, method, path, headers: this.#headers, agent: this.#agent, signal },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.once('error', reject);
      },
    );
    sent.once('error', reject).end();
    return { sent, answer };
  }
}
