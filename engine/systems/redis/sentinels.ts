import type { Clock } from '../../ports/clock.ts';
import { until } from '../../ports/until.ts';
import { deadlines } from '../deadlines.ts';
import { messageOf } from '../moves.ts';
import { memberOf, type RedisMember, seenAmong } from './member.ts';
import { type Agreement, agreementOf } from './opinion.ts';
import type { NameOf, RedisSentinel } from './sentinel.ts';

export interface SentinelOptions {
  readonly clock: Clock;
  readonly members: readonly RedisMember[];
  readonly sentinels: readonly RedisSentinel[];
  /** So many sentinels have to agree. */
  readonly quorum: number;
  /** Within this the lead has to have passed to another. Milliseconds. */
  readonly withinMs: number;
}

/** Several sentinels that watch the same servers, asked as one. */
export class Sentinels {
  readonly #options: SentinelOptions;
  readonly #nameOf: NameOf;

  constructor(options: SentinelOptions) {
    this.#options = options;
    const { members } = options;
    const seenAs = seenAmong(members);
    this.#nameOf = ({ host, port }, from) =>
      members.find(({ name }) => seenAs(name, from) === `${host} ${port}`)?.name ??
      `an unknown server, ${host}:${port}`;
  }

  async agreed(): Promise<Agreement> {
    const { sentinels, quorum } = this.#options;
    const opinions = await Promise.all(sentinels.map((each) => each.opinion(this.#nameOf)));
    return agreementOf(opinions, quorum);
  }

  /** Whom they agree on with nothing against it, once that is somebody `wanted`. */
  settled(wanted: (leader: string) => boolean = () => true): Promise<string> {
    const { clock, withinMs } = this.#options;
    const deadline = { what: 'the sentinels to agree', ms: withinMs };
    return until(clock, deadline, async () => {
      const { leader, problems } = await this.agreed();
      if (problems.length > 0) throw new Error(problems.join('; '));
      return leader !== undefined && wanted(leader) ? leader : undefined;
    });
  }

  /** The first that names this leader is told to move the lead, unless that is under way. */
  async ask(from: string): Promise<void> {
    const { clock } = this.#options;
    const sentinel = await this.#naming(from);
    const deadline = { what: `${sentinel.name} to move the lead`, ms: deadlines.sentinelAskMs };
    await until(clock, deadline, async () => {
      await sentinel.failOver().catch((error) => {
        if (!/^INPROG/.test(messageOf(error))) throw error;
      });
      return true;
    });
  }

  /**
   * The sentinel that will be told to move the lead prefers this member from now on. Gives what
   * puts its rank back.
   */
  async prefer(name: string, from: string): Promise<() => Promise<void>> {
    const { clock, members } = this.#options;
    const { server } = memberOf(members, name);
    const before = await server.rank(1);
    const restore = async () => void (await server.rank(before));
    const deadline = { what: `Sentinel to prefer ${name}`, ms: deadlines.sentinelHeardMs };
    try {
      await until(clock, deadline, async () => {
        const ranks = await (await this.#naming(from)).ranks(this.#nameOf);
        return ranks.get(name) === 1;
      });
    } catch (error) {
      await restore();
      throw error;
    }
    return restore;
  }

  async #naming(leader: string): Promise<RedisSentinel> {
    for (const sentinel of this.#options.sentinels) {
      const { said } = await sentinel.opinion(this.#nameOf);
      if (said?.leader === leader) return sentinel;
    }
    throw new Error(`no sentinel names ${leader}`);
  }
}
