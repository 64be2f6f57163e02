import type { FailsOver, Moved, Standing } from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import { deadlines } from '../deadlines.ts';
import { inOrder, type Move, messageOf, type OnMove, SystemUnsound } from '../moves.ts';
import { whyForgets } from './forgets.ts';
import { chooseReplica, leaderOf, problemsOf } from './judge.ts';
import { leaderFor, memberOf, type RedisMember, seenAmong, survey } from './member.ts';
import { takeOver } from './take-over.ts';

/** How each member that was told to follow another leader took it. */
export interface Followed {
  readonly name: string;
  readonly error?: string;
}

/**
 * Redis servers of which one leads and nobody watches but the engine. A leader that does not answer
 * cannot be fenced: one that comes back takes writes until it is told to follow.
 */
export class RedisSystem implements FailsOver {
  readonly #clock: Clock;
  readonly #members: readonly RedisMember[];
  readonly #onMove: OnMove | undefined;

  constructor(clock: Clock, members: readonly RedisMember[], onMove?: OnMove) {
    this.#clock = clock;
    this.#members = members;
    this.#onMove = onMove;
  }

  async validate(away: readonly string[] = []): Promise<Standing> {
    const readings = await survey(this.#clock, this.#members);
    const problems = problemsOf(readings, away, seenAmong(this.#members));
    if (problems.length > 0) throw new SystemUnsound('Redis', problems);
    const there = readings.filter(({ replication }) => replication !== undefined);
    const leader = leaderOf(there, seenAmong(this.#members));
    const followers = there.map(({ name }) => name).filter((name) => name !== leader);
    const held = await this.#held(leader, followers);
    if (held.length > 0) throw new SystemUnsound('Redis', held);
    return { leader, followers };
  }

  /** A link that is up says nothing of how much came over it. */
  async #held(leader: string, followers: readonly string[]): Promise<readonly string[]> {
    const { server } = memberOf(this.#members, leader);
    const [closed, wanted] = await Promise.all([server.refusesWrites(), server.replication()]);
    const lagging = await Promise.all(
      followers.map((name) =>
        memberOf(this.#members, name)
          .server.reach(wanted, deadlines.redisDrainMs)
          .then(
            () => [],
            (error) => [`${name} is behind ${leader}: ${messageOf(error)}`],
          ),
      ),
    );
    return [...(closed ? [`${leader} refuses writes`] : []), ...lagging.flat()];
  }

  async failOver(to?: string): Promise<Moved> {
    const members = this.#members;
    const readings = await survey(this.#clock, members);
    const from = leaderOf(readings, seenAmong(members));
    const next = chooseReplica(readings, from, to);
    const silent = readings.filter(({ replication }) => !replication).map(({ name }) => name);
    const moves = [
      ...takeOver({ members, from, to: next, readings, behind: 'refuse' }),
      { name: 'follow', run: () => this.followed(next, silent) },
      this.#validateMove(silent),
    ];
    return { from, to: next, moves: await inOrder(this.#clock, moves, this.#onMove) };
  }

  async undo({ from, to }: Moved): Promise<Moved> {
    const { leader } = await this.validate();
    if (leader !== to) throw new SystemUnsound('Redis', [`${leader} leads, not ${to}`]);
    return this.failOver(from);
  }

  /**
   * Makes one lead as part of a larger failover that has decided already: an old leader that does
   * not answer, or is ahead, does not hold it up. May be told again. Says what it did.
   */
  async lead(from: string, to: string): Promise<string> {
    const members = this.#members;
    const pair = [memberOf(members, from), memberOf(members, to)];
    const readings = await survey(this.#clock, pair);
    const moves = takeOver({ members: pair, from, to, readings, behind: 'accept' });
    const ended = await inOrder(this.#clock, moves, this.#onMove);
    return ended.map(({ detail }) => detail).join(', ');
  }

  /**
   * All others follow this one, and take no writes from the moment they are told; one that led
   * before loses what the new leader lacks.
   */
  repoint(to: string): Promise<readonly Followed[]> {
    const others = this.#members.filter(({ name }) => name !== to);
    return Promise.all(
      others.map(async ({ name, server }): Promise<Followed> => {
        try {
          await server.follow(leaderFor(this.#members, to, name), deadlines.redisFollowMs);
          // What refuses writes would refuse them too on the day it leads.
          await server.takeWrites();
          return { name };
        } catch (error) {
          return { name, error: messageOf(error) };
        }
      }),
    );
  }

  /**
   * The same, proved: throws unless all follow but those that were `silent` before. A restart
   * leaves them what they are, and the one that leads; where it would not, that is said.
   */
  async followed(to: string, silent: readonly string[]): Promise<string> {
    const followed = await this.repoint(to);
    const failed = followed.filter(({ name, error }) => error && !silent.includes(name));
    if (failed.length > 0) throw new Error(followWords(to, failed));
    const there = followed.filter(({ error }) => !error).map(({ name }) => name);
    return followWords(to, followed) + (await this.#forgetful([to, ...there]));
  }

  async #forgetful(names: readonly string[]): Promise<string> {
    const each = names.map(async (name) => {
      const why = await whyForgets(memberOf(this.#members, name).server);
      return why === undefined ? [] : [`${name} (${why})`];
    });
    const forgetful = (await Promise.all(each)).flat();
    return forgetful.length > 0 ? `; a restart undoes it at ${forgetful.join(', ')}` : '';
  }

  #validateMove(silent: readonly string[]): Move {
    return {
      name: 'validate',
      run: async () => {
        const { leader, followers } = await this.validate(silent);
        return `${leader} leads, ${followers} follow`;
      },
    };
  }
}

export function followWords(to: string, followed: readonly Followed[]): string {
  const each = followed.map(({ name, error }) => (error ? `not ${name} (${error})` : name));
  return `following ${to}: ${each.join(', ')}`;
}
