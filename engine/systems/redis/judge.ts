import { SystemUnsound } from '../moves.ts';
import type { Replication } from './replication.ts';

/** What one member said when it was asked, or why there is nothing. */
export interface Reading {
  readonly name: string;
  readonly replication?: Replication;
  readonly error?: string;
  /** It answered, but does not take our login. */
  readonly refused?: boolean;
}

/** How `follower` sees `leader`: `host port`. */
export type SeenAs = (leader: string, follower: string) => string;

const refuse = (...problems: readonly string[]) => new SystemUnsound('Redis', problems);

const followedBy = ({ replication }: Reading) =>
  replication?.leader && `${replication.leader.host} ${replication.leader.port}`;

const isMaster = ({ replication }: Reading) => replication?.role === 'master';

/** Everything that keeps these from being one leader that all follow; `away` may be silent. */
export function problemsOf(
  readings: readonly Reading[],
  away: readonly string[],
  seenAs: SeenAs,
): readonly string[] {
  const masters = readings.filter(isMaster).map(({ name }) => name);
  const [leader] = masters;
  const history = readings.find(({ name }) => name === leader)?.replication?.history;
  const counted = masters.length === 1 ? [] : [`${masters.length} lead: ${masters}`];
  const each = readings.flatMap((reading) => {
    const { name, replication, error } = reading;
    if (!replication) return away.includes(name) ? [] : [`${name} cannot be asked: ${error}`];
    if (replication.role === 'master' || leader === undefined) return [];
    if (followedBy(reading) !== seenAs(leader, name)) {
      return [`${name} follows ${followedBy(reading)}, not ${leader}`];
    }
    if (!replication.linkUp) return [`${name} has lost ${leader}`];
    return replication.history === history ? [] : [`${name} has another history than ${leader}`];
  });
  return [...counted, ...each];
}

/** Throws SystemUnsound if somebody lives who does not tell us anything. */
export function refuseLocked(readings: readonly Reading[]): void {
  const locked = readings.filter(({ refused }) => refused);
  if (locked.length === 0) return;
  throw refuse(...locked.map(({ name, error }) => `${name} answers, but not to us: ${error}`));
}

/**
 * Who leads, or led until it fell silent: then whom all others follow. Throws SystemUnsound where
 * that cannot be told.
 */
export function leaderOf(readings: readonly Reading[], seenAs: SeenAs): string {
  refuseLocked(readings);
  const masters = readings.filter(isMaster).map(({ name }) => name);
  if (masters.length > 1) throw refuse(`${masters.length} lead: ${masters}`);
  if (masters[0] !== undefined) return masters[0];
  const led = new Set(
    readings.flatMap((reading) => {
      if (!reading.replication) return [];
      const found = readings.find(({ name }) => seenAs(name, reading.name) === followedBy(reading));
      return [found?.name ?? `an unknown server, ${followedBy(reading)}`];
    }),
  );
  const [leader] = led;
  const known = readings.find(({ name }) => name === leader);
  if (led.size !== 1 || leader === undefined || !known) {
    throw refuse(`nobody leads, and it cannot be told who did: [${[...led]}]`);
  }
  if (known.replication) throw refuse(`nobody leads: ${leader}, whom all follow, follows itself`);
  return leader;
}

type Candidate = { readonly name: string; readonly history: string; readonly position: number };

function candidatesOf(readings: readonly Reading[], from: string): readonly Candidate[] {
  const old = readings.find(({ name }) => name === from)?.replication;
  return readings.flatMap(({ name, replication }) => {
    if (name === from || replication?.role !== 'slave') return [];
    const { history, position } = replication;
    if (position === undefined || (old && old.history !== history)) return [];
    return [{ name, history, position }];
  });
}

/**
 * The replica that has most, or the wanted one. A position that is not known is not zero: who has
 * none, or counts in another history than the leader, is no candidate. Where the leader is silent
 * nobody can give the wanted one what it lacks, and it is refused if another has more.
 */
export function chooseReplica(readings: readonly Reading[], from: string, wanted?: string): string {
  const silent = readings.find(({ name }) => name === from)?.replication === undefined;
  const candidates = candidatesOf(readings, from);
  const histories = new Set(candidates.map(({ history }) => history));
  if (histories.size > 1) {
    throw refuse(`positions of ${candidates.map(({ name }) => name)} count in different histories`);
  }
  const [furthest] = candidates.toSorted((one, other) => other.position - one.position);
  if (!furthest) throw refuse(`no replica of ${from} tells a position in its history`);
  if (wanted === undefined) return furthest.name;
  const chosen = candidates.find(({ name }) => name === wanted);
  if (!chosen) throw refuse(`${wanted} tells no position in the history of ${from}`);
  const behind = furthest.position - chosen.position;
  if (silent && behind > 0) {
    throw refuse(`${wanted} is ${behind} bytes behind ${furthest.name}, and ${from} is silent`);
  }
  return wanted;
}
