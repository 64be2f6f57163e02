import { createClient } from 'redis';
import type { Address } from '../../ports/endpoints.ts';

type Client = ReturnType<typeof createClient>;

/** A connection that is opened when it is needed and kept until a command on it fails. */
export class KeptClient {
  readonly #address: Address;
  #client: Client | undefined;

  constructor(address: Address) {
    this.#address = address;
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

  #present(): Client {
    if (this.#client?.isReady) return this.#client;
    if (this.#client) this.#drop(this.#client);
    this.#client = createClient({ socket: { ...this.#address, reconnectStrategy: false } });
    // Without a listener an error event would end the process; the command rejects as well.
    this.#client.on('error', () => undefined);
    return this.#client;
  }

  #drop(client: Client): void {
    if (this.#client === client) this.#client = undefined;
    if (client.isOpen) client.destroy();
  }
}
