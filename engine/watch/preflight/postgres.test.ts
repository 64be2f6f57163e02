import { expect, it } from 'vitest';
import { type Fitness, flawOf, refusalIn } from './postgres.ts';

const target = { address: { host: 'h', port: 5432 }, user: 'dr', password: 'p', database: 'app' };
const fence = { table: true, armed: true, may: true, rows: 1 };
const none = { replication: false, promote: false, end: false, set: false };
const superuser: Fitness = { super: true, ...none, ...fence };
const granted: Fitness = {
  super: false,
  replication: true,
  promote: true,
  end: true,
  set: true,
  ...fence,
};

it.each([
  ['a superuser', superuser],
  ['a role that was granted what it needs', granted],
])('finds nothing where %s asks', (_, fit) => {
  expect(flawOf(fit)).toBeUndefined();
});

it.each<[string, Partial<Fitness>, RegExp]>([
  [
    'there is no fence',
    { table: false, armed: false, may: null, rows: undefined },
    /^has no table/,
  ],
  ['a trigger is off', { armed: false }, /^has no trigger.*or it is off/],
  ['the fence may not be raised', { may: false, rows: undefined }, /^lets the engine not read/],
  ['the fence has no row', { rows: 0 }, /^has 0 rows/],
])('says what to do where %s', (_, change, why) => {
  expect(flawOf({ ...superuser, ...change })).toMatch(why);
});

it('names all rights that a role lacks, and no other', () => {
  const lacking = flawOf({ ...granted, set: false, end: false });
  expect(lacking).toMatch(/ALTER SYSTEM on .*primary_conninfo.*pg_signal_backend: grant them/);
  expect(lacking).not.toMatch(/REPLICATION|pg_promote/);
  expect(flawOf({ ...granted, ...none })).toMatch(
    /ALTER SYSTEM.*pg_promote.*pg_signal.*REPLICATION/,
  );
});

const wrapped = (code: string | undefined, message: string) =>
  new Error('gave no connection', { cause: Object.assign(new Error(message), { code }) });

it.each([
  ['28P01', 'password authentication failed for user "dr"', /dr in app.*postgres\.password/],
  ['28000', 'no pg_hba.conf entry for host', /pg_hba\.conf/],
  ['3D000', 'database "app" does not exist', /postgres\.database/],
])('takes SQLSTATE %s for a refusal', (code, message, why) => {
  expect(refusalIn(wrapped(code, message), target)).toMatch(why);
});

it('takes a right that is denied to a query for one', () => {
  const denied = Object.assign(new Error('permission denied for function f'), { code: '42501' });
  expect(refusalIn(denied, target)).toMatch(/permission denied.*grant/);
});

it.each([
  ['57P03', 'the database system is starting up'],
  ['53300', 'sorry, too many clients already'],
  ['ECONNREFUSED', 'connect ECONNREFUSED'],
  [undefined, 'timeout expired'],
])('does not take %s for one', (code, message) => {
  expect(() => refusalIn(wrapped(code, message), target)).toThrow('gave no connection');
});
