import { connect, type Socket } from 'node:net';
import type { Address } from '../../ports/endpoints.ts';
import { type Question, replyIn, requestOf } from './wire.ts';

const clientId = 'blackstart-engine';

/** One connection to a broker. Several may ask at once: each is given the reply to its question. */
export class KafkaConnection {
  readonly #socket: Socket;
  readonly #asked = new Map<number, PromiseWithResolvers<Buffer>>();
  #lastId = 0;
  #received: Buffer = Buffer.alloc(0);

  constructor(address: Address) {
    const name = `Kafka ${address.host}:${address.port}`;
    this.#socket = connect(address).setNoDelay();
    this.#socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      if (!this.#handOut()) this.#fail(new Error(`${name} answered what was not asked`));
    });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error(`${name} closed the connection`)));
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** The body of the reply. Rejects when the connection breaks or is closed first. */
  ask(question: Question): Promise<Buffer> {
    this.#lastId += 1;
    const answer = Promise.withResolvers<Buffer>();
    this.#asked.set(this.#lastId, answer);
    this.#socket.write(requestOf(question, this.#lastId, clientId));
    return answer.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** False if there is a reply to no question. */
  #handOut(): boolean {
    for (let reply = replyIn(this.#received); reply; reply = replyIn(this.#received)) {
      const answer = this.#asked.get(reply.id);
      if (!answer) return false;
      this.#asked.delete(reply.id);
      this.#received = reply.rest;
      answer.resolve(reply.body);
    }
    return true;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
    this.#socket.destroy();
  }
}
