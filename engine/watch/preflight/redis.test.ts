import { expect, it } from 'vitest';
import { believed, flawIn, refusalIn } from './redis.ts';

it.each([
  ['7.0.15', undefined],
  ['6.2.0', undefined],
  ['10.0.1', undefined],
  ['6.0.16', /is Redis 6\.0\.16, and 6\.2 is the oldest.* upgrade/],
  ['5.0.14', /upgrade/],
])('of version %s says %s', (version, why) => {
  const flaw = flawIn(`# Server\r\nredis_version:${version}\r\nredis_git_sha1:00000000\r\n`);
  if (why) expect(flaw).toMatch(why);
  else expect(flaw).toBeUndefined();
});

it('takes a server that does not tell its version for young enough', () => {
  expect(flawIn('# Server\r\n')).toBeUndefined();
});

it.each([
  ['WRONGPASS invalid username-password pair or user is disabled.', /login.*redis\.password/],
  ['NOAUTH Authentication required.', /login.*redis\.password/],
  ["NOPERM User dr has no permissions to run the 'info' command", /sends.*allow its user/],
  ["ERR unknown command 'CONFIG', with args beginning with: 'GET'", /sends.*allow its user/],
  ["ERR Command 'REPLICAOF' not found", /sends.*allow its user/],
])('takes "%s" for a refusal', (message, why) => {
  expect(refusalIn(new Error(message))).toMatch(why);
});

it.each(['LOADING Redis is loading the dataset in memory', 'connect ECONNREFUSED', 'ERR busy'])(
  'does not take "%s" for one',
  (message) => {
    expect(() => refusalIn(new Error(message))).toThrow(message);
  },
);

it('believes a server that cannot say what it would do, and no other', () => {
  const old = "ERR Unknown subcommand or wrong number of arguments for 'DRYRUN'. Try ACL HELP.";
  const denied = "NOPERM User dr has no permissions to run the 'acl|dryrun' command";
  for (const message of [old, denied]) expect(believed(new Error(message))).toBeUndefined();
  for (const message of ["ERR Command 'REPLICAOF' not found", 'Socket closed unexpectedly']) {
    expect(() => believed(new Error(message))).toThrow(message);
  }
});
