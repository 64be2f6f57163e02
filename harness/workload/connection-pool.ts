import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../engine/index.ts';

export interface PoolOptions {
  readonly maxConnections: number;
  readonly maxAgeMs: number;
  readonly idleMs: number;
  readonly lookup: LookupFunction;
  readonly clock: Clock;
}

/**
 * Keep-alive connections as an application's HTTP client has them: one that works is used on,
 * whatever the name says meanwhile, until it is too old; one that gave an error is not used again,
 * and the next is made by resolving the name anew.
 */
export class ConnectionPool extends Agent {
  readonly #options: PoolOptions;
  readonly #born = new WeakMap<Duplex, number>();
  readonly #distrusted = new WeakSet<Duplex>();

  constructor(options: PoolOptions) {
    super({
      keepAlive: true,
      maxSockets: options.maxConnections,
      timeout: options.idleMs,
      family: 4,
      lookup: options.lookup,
    });
    this.#options = options;
  }

  /** The connection ends when its present exchange does. */
  distrust(connection: Duplex): void {
    this.#distrusted.add(connection);
  }

  override createConnection(...args: Parameters<Agent['createConnection']>) {
    const connection = super.createConnection(...args);
    if (connection) this.#born.set(connection, this.#options.clock.monotonicMs());
    return connection;
  }

  override keepSocketAlive(connection: Duplex): boolean {
    if (this.#distrusted.has(connection)) return false;
    const bornMs = this.#born.get(connection) ?? 0;
    const ageMs = this.#options.clock.monotonicMs() - bornMs;
    if (ageMs > this.#options.maxAgeMs) return false;
    // Typed as void, but it says false when the server's Keep-Alive hint forbids reuse.
    return (super.keepSocketAlive(connection) as unknown) !== false;
  }
}
