import { clientFor, type RedisClient, type RedisTarget } from './session.ts';

/** A connection that is opened when it is needed and kept until a command on it fails. */
export class KeptClient {
  readonly #target: RedisTarget;
  #client: RedisClient | undefined;

  constructor(target: RedisTarget) {
    this.#target = target;
  }

  /** Replies to all commands, sent at once. Throws with the first that fails, or when aborted. */
  async send(commands: readonly string[][], signal: AbortSignal): Promise<readonly unknown[]> {
    const client = this.#present();
    const drop = () => this.#drop(client);
    signal.addEventListener('abort', drop);
    try {
      if (!client.isOpen) await client.connect();
      return await Promise.all(commands.map((command) => client.sendCommand(command)));
    } catch (error) {
      drop();
      throw error;
    } finally {
      signal.removeEventListener('abort', drop);
    }
  }

  #present(): RedisClient {
    if (this.#client?.isReady) return this.#client;
    if (this.#client) this.#drop(this.#client);
    this.#client = clientFor(this.#target);
    return this.#client;
  }

  #drop(client: RedisClient): void {
    if (this.#client === client) this.#client = undefined;
    if (client.isOpen) client.destroy();
  }
}
