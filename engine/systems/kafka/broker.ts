import { connect, type Socket } from 'node:net';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { within } from '../../ports/within.ts';
import { type ApiVersionsReply, apiVersionsReply, apiVersionsRequest } from './api-versions.ts';

/**
 * One Kafka broker, asked for its versions over a connection that is kept. A client of the cluster
 * would go on to whatever address the broker names; this asks at the address given, and no other.
 */
export class KafkaBroker {
  readonly #clock: Clock;
  readonly #address: Address;
  #kept: Socket | undefined;
  #asked = 0;

  constructor(clock: Clock, address: Address) {
    this.#clock = clock;
    this.#address = address;
  }

  /** Throws when the broker did not answer this very question within `timeoutMs`. */
  async ping(timeoutMs: number): Promise<void> {
    const { host, port } = this.#address;
    const deadline = { what: `Kafka ${host}:${port}`, ms: timeoutMs };
    await within(this.#clock, deadline, async (signal) => {
      this.#asked += 1;
      const { correlationId, errorCode } = await this.#exchange(this.#asked, signal);
      if (correlationId === this.#asked && errorCode === 0) return;
      this.#kept?.destroy();
      throw new Error(`${deadline.what} answered ${correlationId} with error ${errorCode}`);
    });
  }

  #socket(): Socket {
    if (this.#kept && !this.#kept.destroyed) return this.#kept;
    this.#kept = connect(this.#address).setNoDelay();
    // Heard by whoever asks; an idle connection that breaks is only to be replaced.
    this.#kept.on('error', () => undefined);
    return this.#kept;
  }

  async #exchange(id: number, signal: AbortSignal): Promise<ApiVersionsReply> {
    const { promise, resolve, reject } = Promise.withResolvers<ApiVersionsReply>();
    const socket = this.#socket();
    const drop = () => void socket.destroy();
    let received = Buffer.alloc(0);
    const listen = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const reply = apiVersionsReply(received);
      if (reply) resolve(reply);
    };
    const fail = (error: Error) => reject(error);
    const closed = () => reject(new Error(`Kafka ${this.#address.host} closed the connection`));
    signal.addEventListener('abort', drop);
    socket.on('data', listen).once('error', fail).once('close', closed);
    try {
      socket.write(apiVersionsRequest(id, 'blackstart-engine'));
      return await promise;
    } finally {
      signal.removeEventListener('abort', drop);
      socket.off('data', listen).off('error', fail).off('close', closed);
    }
  }
}
