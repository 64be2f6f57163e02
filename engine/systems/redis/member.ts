import type { Clock } from '../../ports/clock.ts';
import { type Address, addressFrom, type SeenFrom } from '../../ports/endpoints.ts';
import { within } from '../../ports/within.ts';
import { deadlines } from '../deadlines.ts';
import { messageOf } from '../moves.ts';
import type { Reading, SeenAs } from './judge.ts';
import type { RedisServer } from './server.ts';
import { refusesLogin } from './session.ts';

/** One of several servers that hold the same data. */
export interface RedisMember {
  readonly name: string;
  readonly server: RedisServer;
  /** Where the other members find it, by their names. */
  readonly seenFrom: SeenFrom;
}

/** What all say of replication, asked at once. Never throws: who is silent is a reading as well. */
export function survey(clock: Clock, members: readonly RedisMember[]): Promise<readonly Reading[]> {
  const ms = deadlines.redisCommandMs;
  return Promise.all(
    members.map(async ({ name, server }): Promise<Reading> => {
      try {
        const deadline = { what: `${name} to tell its role`, ms };
        return { name, replication: await within(clock, deadline, () => server.replication()) };
      } catch (error) {
        return { name, error: messageOf(error), refused: refusesLogin(error) };
      }
    }),
  );
}

/** Throws RangeError if there is none of that name. */
export function memberOf(members: readonly RedisMember[], name: string): RedisMember {
  const found = members.find((member) => member.name === name);
  if (!found) throw new RangeError(`no ${name}; known are ${members.map((each) => each.name)}`);
  return found;
}

/** Where a follower finds its leader. */
export function leaderFor(
  members: readonly RedisMember[],
  leader: string,
  follower: string,
): Address {
  return addressFrom(follower, memberOf(members, leader).seenFrom);
}

export const seenAmong =
  (members: readonly RedisMember[]): SeenAs =>
  (leader, follower) => {
    const { host, port } = leaderFor(members, leader, follower);
    return `${host} ${port}`;
  };
