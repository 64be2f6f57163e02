import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { within } from '../../ports/within.ts';
import { deadlines } from '../deadlines.ts';
import { messageOf } from '../moves.ts';
import type { Opinion, Said } from './opinion.ts';
import { type Command, type RedisTarget, withRedis } from './session.ts';

/** Name and value in turn, as Sentinel lists what it knows of one server. */
function fieldsOf(reply: unknown): ReadonlyMap<string, string> {
  if (!Array.isArray(reply)) throw new Error(`expected a list, found ${String(reply)}`);
  const words = reply.map(String);
  return new Map(
    words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : [])),
  );
}

/** The reason of a refusal; undefined if it would carry out a failover. */
async function lacksQuorum(command: Command, group: string): Promise<string | undefined> {
  try {
    await command('SENTINEL', 'CKQUORUM', group);
    return undefined;
  } catch (error) {
    if (/^NOQUORUM/.test(messageOf(error))) return messageOf(error);
    throw error;
  }
}

/** The member that is at this address, as seen from a place. */
export type NameOf = (address: Address, from: string) => string;

/** One Redis Sentinel; `group` is its name for the servers that it watches. */
export class RedisSentinel {
  readonly name: string;
  readonly #clock: Clock;
  readonly #target: RedisTarget;
  readonly #group: string;

  /** `name` is its place, from which it sees the servers. */
  constructor(clock: Clock, name: string, target: RedisTarget, group: string) {
    this.#clock = clock;
    this.name = name;
    this.#target = target;
    this.#group = group;
  }

  /** Never throws: one that is silent has no opinion, and says why. */
  async opinion(nameOf: NameOf): Promise<Opinion> {
    const deadline = { what: `sentinel ${this.name}`, ms: deadlines.redisCommandMs };
    try {
      const said = await within(this.#clock, deadline, () =>
        withRedis(this.#target, (command) => this.#ask(command, nameOf)),
      );
      return { sentinel: this.name, said };
    } catch (error) {
      return { sentinel: this.name, error: messageOf(error) };
    }
  }

  async #ask(command: Command, nameOf: NameOf): Promise<Said> {
    const [address, master, alone] = await Promise.all([
      // While it moves the lead this names the new leader sooner than what it tells of the old.
      command('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', this.#group),
      command('SENTINEL', 'MASTER', this.#group),
      lacksQuorum(command, this.#group),
    ]);
    const [host, port] = Array.isArray(address) ? address.map(String) : [];
    if (host === undefined) throw new Error(`it knows no ${this.#group}`);
    const fields = fieldsOf(master);
    return {
      leader: nameOf({ host, port: Number(port) }, this.name),
      flags: (fields.get('flags') ?? 'no flags').split(','),
      quorum: Number(fields.get('quorum')),
      ...(alone === undefined ? {} : { alone }),
    };
  }

  /** Moves the lead though nobody is down. Throws if it finds no replica that could have it. */
  async failOver(): Promise<void> {
    await withRedis(this.#target, (command) => command('SENTINEL', 'FAILOVER', this.#group));
  }

  /** How it ranks each replica: the lowest leads next, and 0 never. As it heard it last. */
  async ranks(nameOf: NameOf): Promise<ReadonlyMap<string, number>> {
    const reply = await withRedis(this.#target, (command) =>
      command('SENTINEL', 'REPLICAS', this.#group),
    );
    const replicas = (Array.isArray(reply) ? reply : []).map(fieldsOf);
    return new Map(
      replicas.map((of) => {
        const address = { host: of.get('ip') ?? '', port: Number(of.get('port')) };
        return [nameOf(address, this.name), Number(of.get('slave-priority'))];
      }),
    );
  }
}
