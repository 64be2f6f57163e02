import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseReplica, leaderOf, problemsOf, type Reading } from './judge.ts';
import { replicationFrom } from './replication.ts';

const seenAs = (leader: string) => `${leader} 6379`;
const leads = (name: string, position = 100, history = 'h'): Reading => ({
  name,
  replication: { role: 'master', history, position, leader: undefined, linkUp: false },
});
const follows = (
  name: string,
  leader: string,
  position: number | undefined = 100,
  history = 'h',
): Reading => ({
  name,
  replication: {
    role: 'slave',
    history,
    position,
    leader: { host: leader, port: 6379 },
    linkUp: true,
  },
});
const silent = (name: string): Reading => ({ name, error: 'silent', refused: false });
const unknown = (name: string): Reading => {
  const { replication, ...rest } = follows(name, 'a');
  return replication ? { ...rest, replication: { ...replication, position: undefined } } : rest;
};

it.each<[string, readonly Reading[], RegExp[]]>([
  ['one leads, all follow', [leads('a'), follows('b', 'a'), follows('c', 'a')], []],
  ['two lead', [leads('a'), leads('b')], [/2 lead: a,b/]],
  ['nobody leads', [follows('a', 'b'), follows('b', 'a')], [/0 lead/]],
  ['one follows another', [leads('a'), follows('b', 'c'), follows('c', 'a')], [/b follows c/]],
  ['another history', [leads('a'), follows('b', 'a', 100, 'other')], [/b has another history/]],
  ['one is silent', [leads('a'), silent('b')], [/b cannot be asked: silent/]],
])('what is wrong where %s', (_, readings, problems) => {
  const found = problemsOf(readings, [], seenAs);
  expect(found).toHaveLength(problems.length);
  for (const [index, problem] of problems.entries()) expect(found[index]).toMatch(problem);
});

it('misses nobody who is known to be away', () => {
  expect(problemsOf([leads('a'), silent('b')], ['b'], seenAs)).toEqual([]);
});

it('finds who led in what the others follow, and nobody where they disagree', () => {
  expect(leaderOf([silent('a'), follows('b', 'a'), follows('c', 'a')], seenAs)).toBe('a');
  const split = [silent('a'), follows('b', 'a'), follows('c', 'b')];
  expect(() => leaderOf(split, seenAs)).toThrow(/cannot be told/);
  expect(() => leaderOf([silent('a'), silent('b')], seenAs)).toThrow(/cannot be told/);
  expect(() => leaderOf([silent('a'), follows('b', 'x')], seenAs)).toThrow(/unknown server/);
  const locked = { name: 'a', error: 'WRONGPASS', refused: true };
  expect(() => leaderOf([locked, follows('b', 'a')], seenAs)).toThrow(/answers, but not to us/);
});

it('takes an unknown position for none, and not for zero', () => {
  expect(() => chooseReplica([silent('a'), unknown('b')], 'a')).toThrow(/no replica of a/);
  expect(chooseReplica([silent('a'), unknown('b'), follows('c', 'a', 5)], 'a')).toBe('c');
  expect(() => chooseReplica([silent('a'), unknown('b'), follows('c', 'a')], 'a', 'b')).toThrow(
    /b tells no position/,
  );
});

it('compares no positions of different histories', () => {
  const other = follows('b', 'a', 900, 'other');
  expect(chooseReplica([leads('a'), other, follows('c', 'a', 5)], 'a')).toBe('c');
  expect(() => chooseReplica([silent('a'), other, follows('c', 'a')], 'a')).toThrow(/histories/);
});

it('never chooses one that another is ahead of, unless the leader can give it the rest', () => {
  const position = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
  const replicas = fc.array(position, { minLength: 1, maxLength: 5 });
  const wanted = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
  fc.assert(
    fc.property(replicas, wanted, fc.boolean(), (positions, wish, lives) => {
      const all = positions.map((each, n) =>
        each === undefined ? unknown(`r${n}`) : follows(`r${n}`, 'a', each),
      );
      const readings = [lives ? leads('a') : silent('a'), ...all];
      const want = wish === undefined ? undefined : `r${wish}`;
      let chosen: string;
      try {
        chosen = chooseReplica(readings, 'a', want);
      } catch (error) {
        expect(error).toMatchObject({ code: 'SYSTEM_UNSOUND' });
        return;
      }
      if (want !== undefined) expect(chosen).toBe(want);
      const has = positions[Number(chosen.slice(1))];
      expect(has).toBeDefined();
      if (!lives) expect(has).toBe(Math.max(...positions.map((each) => each ?? -1)));
    }),
  );
});

it('reads no position from a replica that is being copied to, or never was', () => {
  const info = (...more: string[]) =>
    replicationFrom(['role:slave', 'master_host:a', 'master_replid:h', ...more].join('\r\n'));
  expect(info('slave_repl_offset:0', 'master_link_status:up').position).toBe(0);
  expect(info('slave_repl_offset:0', 'master_link_status:down').position).toBeUndefined();
  expect(info('slave_repl_offset:7', 'master_link_status:down').position).toBe(7);
  const copying = info('slave_repl_offset:7', 'master_sync_in_progress:1');
  expect(copying.position).toBeUndefined();
  expect(info('master_link_status:up').position).toBeUndefined();
  expect(() => replicationFrom('# Sentinel')).toThrow(/expected what Redis says/);
});
