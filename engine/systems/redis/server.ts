import type { Probeable, Promotable, Repointable, Warmable } from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { until } from '../../ports/until.ts';
import { within } from '../../ports/within.ts';
import { KeptClient } from './kept-client.ts';
import { type Replication, replicationFrom } from './replication.ts';
import { type Command, type RedisTarget, withRedis } from './session.ts';
import { close, isClosed, open, type WriteRule } from './write-rule.ts';

/** Keys read to warm a cache; one SCAN gives about this many. */
const warmKeys = 500;

export interface RedisReading {
  readonly role: 'master' | 'slave';
}

const isSame = (one: Address | undefined, other: Address) =>
  one?.host === other.host && one.port === other.port;

const ask = async (command: Command) =>
  replicationFrom(String(await command('INFO', 'replication')));

/** One Redis server. */
export class RedisServer
  implements Probeable<RedisReading>, Promotable, Repointable<Address>, Warmable
{
  readonly #clock: Clock;
  readonly #target: RedisTarget;
  readonly #kept: KeptClient;
  /** By which it took writes before it was told to refuse them. */
  #rule: WriteRule | undefined;

  constructor(clock: Clock, target: RedisTarget) {
    this.#clock = clock;
    this.#target = target;
    this.#kept = new KeptClient(target);
  }

  /** PING as well, since one that still loads its data tells its role but serves nobody. */
  async probe(timeoutMs: number): Promise<RedisReading> {
    const { host, port } = this.#target;
    const deadline = { what: `Redis ${host}:${port}`, ms: timeoutMs };
    const [, reply] = await within(this.#clock, deadline, (signal) =>
      this.#kept.send([['PING'], ['ROLE']], signal),
    );
    const role = Array.isArray(reply) ? String(reply[0]) : String(reply);
    if (role !== 'master' && role !== 'slave') throw new Error(`Redis ${host} is a ${role}`);
    return { role };
  }

  #with<T>(work: (command: Command) => Promise<T>): Promise<T> {
    return withRedis(this.#target, work);
  }

  /** What it says of replication now. */
  replication(): Promise<Replication> {
    return this.#with(ask);
  }

  /** Resolves once this server has all the leader has now, or throws at the deadline. */
  async catchUp(leader: RedisServer, timeoutMs: number): Promise<void> {
    await this.reach(await leader.replication(), timeoutMs);
  }

  /** Resolves once this server has so much of that history, or throws at the deadline. */
  async reach(
    { history, position }: Pick<Replication, 'history' | 'position'>,
    timeoutMs: number,
  ): Promise<void> {
    if (position === undefined) throw new Error('a position that is not known cannot be reached');
    const what = `Redis ${this.#target.host} to reach offset ${position}`;
    await this.#with((command) =>
      until(this.#clock, { what, ms: timeoutMs, everyMs: 50 }, async () => {
        const mine = await ask(command);
        return mine.history === history && (mine.position ?? -1) >= position;
      }),
    );
  }

  /** Refuses writes until it is told otherwise or starts anew; who follows it still receives. */
  async refuseWrites(): Promise<void> {
    this.#rule = (await this.#with(close)) ?? this.#rule;
  }

  /** Takes writes again, if it was told to refuse them, as it did before. */
  takeWrites(): Promise<void> {
    return this.#with((command) => open(command, this.#rule));
  }

  refusesWrites(): Promise<boolean> {
    return this.#with(isClosed);
  }

  /** How Sentinel ranks it: the lowest leads next, and 0 never. Gives the rank it had. */
  rank(priority: number): Promise<number> {
    return this.#with(async (command) => {
      const [reply] = await Promise.all([
        command('CONFIG', 'GET', 'replica-priority'),
        command('CONFIG', 'SET', 'replica-priority', String(priority)),
      ]);
      return Number(Array.isArray(reply) ? reply[1] : Number.NaN);
    });
  }

  /** Writes its settings into its own file, as Sentinel has it do; false if it has none. */
  async keepSettings(): Promise<boolean> {
    try {
      await this.#with((command) => command('CONFIG', 'REWRITE'));
      return true;
    } catch (error) {
      if (!/without a config file/.test((error as Error).message)) throw error;
      return false;
    }
  }

  /** Ends the connections of all clients but this one; replication goes on. */
  async endClients(): Promise<void> {
    await this.#with((command) => command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'));
  }

  async promote(timeoutMs: number): Promise<void> {
    await this.#with(async (command) => {
      await command('REPLICAOF', 'NO', 'ONE');
      await until(this.#clock, { what: 'Redis to be a master', ms: timeoutMs }, async () => {
        return (await ask(command)).role === 'master';
      });
    });
  }

  /** Tells it to follow, whether the leader answers or not. */
  async demote(leader: Address): Promise<void> {
    await this.#with((command) => command('REPLICAOF', leader.host, String(leader.port)));
  }

  /**
   * Resolves once the link to the leader is up and the first copy is complete. How it logs in at
   * the leader (`masterauth`) is for its own configuration to say.
   */
  async follow(leader: Address, timeoutMs: number): Promise<void> {
    await this.demote(leader);
    const what = `Redis ${this.#target.host} to follow ${leader.host}`;
    await this.#with((command) =>
      until(this.#clock, { what, ms: timeoutMs }, async () => {
        const { role, leader: followed, linkUp } = await ask(command);
        return role === 'slave' && linkUp && isSame(followed, leader);
      }),
    );
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
