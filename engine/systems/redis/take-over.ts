import { deadlines } from '../deadlines.ts';
import { type Move, messageOf, NoWayBack } from '../moves.ts';
import type { Reading } from './judge.ts';
import { leaderFor, memberOf, type RedisMember } from './member.ts';

export interface TakeOver {
  readonly members: readonly RedisMember[];
  readonly from: string;
  readonly to: string;
  /** What each said before anything was begun. */
  readonly readings: readonly Reading[];
  /** Where a leader that answers is not fenced, or has more than arrives: give up, or go on. */
  readonly behind: 'refuse' | 'accept';
}

interface Parts extends TakeOver {
  readonly old: RedisMember;
  readonly next: RedisMember;
  /** The old leader answered. */
  readonly answers: boolean;
}

/**
 * The lead passes from one to another: at each moment at most one of those that answer takes
 * writes. The new one takes none before all else has succeeded, so that until then nothing is lost
 * by going back; and after it the old one first receives what the new one took.
 */
export function takeOver(about: TakeOver): readonly Move[] {
  const { members, from, to, readings } = about;
  const parts: Parts = {
    ...about,
    old: memberOf(members, from),
    next: memberOf(members, to),
    answers: readings.some(({ name, replication }) => name === from && replication !== undefined),
  };
  return [fence(parts), catchUp(parts), promote(parts), open(parts)];
}

export function fence({
  from,
  old,
  answers,
  readings,
  behind,
}: Pick<Parts, 'from' | 'old' | 'answers' | 'readings' | 'behind'>): Move {
  return {
    name: 'fence',
    run: async () => {
      if (!answers) {
        return `${from} is silent (${readings.find(({ name }) => name === from)?.error})`;
      }
      try {
        await old.server.refuseWrites();
        await old.server.endClients();
        return `${from} refuses writes`;
      } catch (error) {
        if (behind === 'refuse') throw error;
        return `${from} may still take writes (${messageOf(error)})`;
      }
    },
    undo: async () => {
      if (answers) await old.server.takeWrites();
    },
  };
}

/** Positions of the two after the old one is fenced: they do not move any more. */
function catchUp({ from, to, old, next, answers, behind, readings }: Parts): Move {
  return {
    name: 'catch-up',
    run: async () => {
      const before = readings.find(({ name }) => name === to)?.replication;
      if (before?.role === 'master') return `${to} leads already`;
      if (!answers) return `${to} has ${before?.position ?? 'an unknown number of'} bytes`;
      const withinMs = behind === 'refuse' ? deadlines.redisDrainMs : deadlines.redisCatchUpMs;
      try {
        await next.server.catchUp(old.server, withinMs);
        return `${to} has all of ${from}`;
      } catch (error) {
        if (behind === 'refuse') throw error;
        return `${to} may lack the newest of ${from} (${messageOf(error)})`;
      }
    },
  };
}

function promote(parts: Parts): Move {
  const { to, next, behind } = parts;
  return {
    name: 'promote',
    run: async () => {
      // Where it is not given up, there is nothing to keep open.
      if (behind === 'refuse') await next.server.refuseWrites();
      await next.server.promote(deadlines.redisCommandMs);
      return `${to} is a master`;
    },
    undo: () => demote(parts),
  };
}

/** The old one leads again, as far as it answers, and all others follow it. */
async function demote(parts: Parts): Promise<void> {
  const { members, from, to, old, next, answers, behind } = parts;
  if (answers) await old.server.promote(deadlines.redisCommandMs);
  const back = leaderFor(members, from, to);
  if (answers && behind === 'refuse') await next.server.follow(back, deadlines.redisFollowMs);
  else await next.server.demote(back);
  await next.server.takeWrites();
  const others = members.filter(({ name }) => name !== from && name !== to);
  // Who does not answer now was not told to follow the new one either.
  await Promise.allSettled(
    others.map(({ name, server }) => server.demote(leaderFor(members, from, name))),
  );
}

/** The point from which on the new one takes writes, and the old one lacks them. */
function open({ members, from, to, old, next, answers }: Parts): Move {
  return {
    name: 'open',
    run: async () => {
      await next.server.takeWrites();
      return `${to} takes writes`;
    },
    undo: async () => {
      if (!answers) throw new NoWayBack(`${from} is silent, and would not have what ${to} took`);
      try {
        await next.server.refuseWrites();
        await old.server.follow(leaderFor(members, to, from), deadlines.redisFollowMs);
        await old.server.catchUp(next.server, deadlines.redisDrainMs);
      } catch (error) {
        await next.server.takeWrites();
        throw new NoWayBack(`${from} lacks what ${to} took: ${messageOf(error)}`);
      }
    },
  };
}
