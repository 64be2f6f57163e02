import { createClient } from 'redis';
import type { Probeable, Promotable, Repointable, Warmable } from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { until } from '../../ports/until.ts';
import { within } from '../../ports/within.ts';
import { deadlines } from '../deadlines.ts';
import { KeptClient } from './kept-client.ts';

type Command = (...words: string[]) => Promise<unknown>;

/** Keys read to warm a cache; one SCAN gives about this many. */
const warmKeys = 500;

function fieldsOf(info: unknown): Map<string, string> {
  const pairs = String(info)
    .split(/\r?\n/)
    .map((line): [string, string] => [line.split(':')[0] ?? '', line.split(':')[1] ?? '']);
  return new Map(pairs);
}

export interface RedisReading {
  readonly role: 'master' | 'slave';
}

/** One Redis server without Sentinel. */
export class RedisServer
  implements Probeable<RedisReading>, Promotable, Repointable<Address>, Warmable
{
  readonly #clock: Clock;
  readonly #address: Address;
  readonly #kept: KeptClient;

  constructor(clock: Clock, address: Address) {
    this.#clock = clock;
    this.#address = address;
    this.#kept = new KeptClient(address);
  }

  /** PING as well, since one that still loads its data tells its role but serves nobody. */
  async probe(timeoutMs: number): Promise<RedisReading> {
    const { host, port } = this.#address;
    const deadline = { what: `Redis ${host}:${port}`, ms: timeoutMs };
    const [, reply] = await within(this.#clock, deadline, (signal) =>
      this.#kept.send([['PING'], ['ROLE']], signal),
    );
    const role = Array.isArray(reply) ? String(reply[0]) : String(reply);
    if (role !== 'master' && role !== 'slave') throw new Error(`Redis ${host} is a ${role}`);
    return { role };
  }

  async #with<T>(work: (command: Command) => Promise<T>): Promise<T> {
    const client = createClient({
      socket: {
        ...this.#address,
        connectTimeout: deadlines.redisCommandMs,
        socketTimeout: deadlines.redisCommandMs,
        reconnectStrategy: false,
      },
    });
    // Without a listener an error event would end the process; the command rejects as well.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work((...words) => client.sendCommand(words));
    } finally {
      if (client.isOpen) client.destroy();
    }
  }

  /**
   * Resolves once this server has all the leader has, or throws at the deadline. The leader holds
   * back writes meanwhile, and until it follows another: none is told that it was done, and lost.
   */
  async catchUp(leader: RedisServer, timeoutMs: number): Promise<void> {
    const offset = async () => {
      const fields = fieldsOf(await this.#with((command) => command('INFO', 'replication')));
      return fields.get('slave_repl_offset');
    };
    const theirs = await leader.#with(async (command) => {
      await command('CLIENT', 'PAUSE', String(deadlines.redisHoldMs), 'WRITE');
      return command('INFO', 'replication');
    });
    const wanted = Number(fieldsOf(theirs).get('master_repl_offset'));
    const what = `Redis ${this.#address.host} to reach offset ${wanted}`;
    await until(this.#clock, { what, ms: timeoutMs }, async () => Number(await offset()) >= wanted);
  }

  async promote(timeoutMs: number): Promise<void> {
    await this.#with(async (command) => {
      await command('REPLICAOF', 'NO', 'ONE');
      await until(this.#clock, { what: 'Redis to be a master', ms: timeoutMs }, async () => {
        return fieldsOf(await command('INFO', 'replication')).get('role') === 'master';
      });
    });
  }

  /** Resolves once the link to the leader is up and the first copy is complete. */
  async follow(leader: Address, timeoutMs: number): Promise<void> {
    await this.#with(async (command) => {
      await command('REPLICAOF', leader.host, String(leader.port));
      // What was held back is refused now.
      await command('CLIENT', 'UNPAUSE');
      const what = `Redis ${this.#address.host} to follow ${leader.host}`;
      await until(this.#clock, { what, ms: timeoutMs }, async () => {
        const fields = fieldsOf(await command('INFO', 'replication'));
        return (
          fields.get('role') === 'slave' &&
          fields.get('master_host') === leader.host &&
          fields.get('master_link_status') === 'up'
        );
      });
    });
  }

  async warm(_timeoutMs: number): Promise<number> {
    return this.#with(async (command) => {
      const reply = await command('SCAN', '0', 'COUNT', String(warmKeys));
      const keys = Array.isArray(reply) && Array.isArray(reply[1]) ? reply[1].map(String) : [];
      if (keys.length > 0) await command('EXISTS', ...keys);
      return keys.length;
    });
  }
}
