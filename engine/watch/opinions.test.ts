import { expect, it } from 'vitest';
import { ControlStoreUnavailable } from '../ports/control-store.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import type { Fact } from './fact.ts';
import { Opinions } from './opinions.ts';

const fact = (value: boolean): Fact => ({
  of: 'postgres',
  region: 'us-east-1',
  measure: 'reachable',
  value,
  atMs: 0,
});

function controllers(...homes: readonly string[]) {
  const clock = new VirtualClock();
  const store = storeInProcess();
  const stop = new AbortController();
  const each = homes.map((home) => {
    const own = { facts: [fact(true)], cut: false };
    const opinions = new Opinions({
      clock,
      store: {
        ...store,
        put: async (key, value) => {
          if (own.cut) throw new ControlStoreUnavailable('cut');
          await store.put(key, value);
        },
      },
      prefix: 'opinion/',
      home,
      own: () => own.facts,
      everyMs: 1_000,
      freshMs: 5_000,
    });
    void opinions.run(stop.signal);
    return { home, own, opinions };
  });
  const heardBy = (home: string) => each.find((one) => one.home === home)?.opinions.fresh() ?? [];
  return { clock, store, each, heardBy };
}

it('hears all, and no more who cannot tell for too long', async () => {
  const { clock, each, heardBy } = controllers('a', 'b', 'c');
  const names = () => heardBy('a').map(({ observer }) => observer);
  await clock.pass(2_000);
  expect(names()).toEqual(['a', 'b', 'c']);
  const [, , last] = each;
  if (last) last.own.cut = true;
  await clock.pass(4_000);
  expect(names()).toEqual(['a', 'b', 'c']);
  await clock.pass(3_000);
  expect(names()).toEqual(['a', 'b']);
});

it('tells a change at once, and is heard when the other listens the next time', async () => {
  const { clock, each, heardBy } = controllers('a', 'b');
  await clock.pass(1_100);
  const [, second] = each;
  if (second) second.own.facts = [fact(false)];
  second?.opinions.tell();
  await clock.pass(500);
  expect(heardBy('a')[1]?.facts).toMatchObject([{ value: false }]);
});

it('hears a change soon while its own facts have just changed', async () => {
  const { clock, each, heardBy } = controllers('a', 'b');
  await clock.pass(1_100);
  const [first, second] = each;
  first?.opinions.tell();
  await clock.pass(100);
  if (second) second.own.facts = [fact(false)];
  second?.opinions.tell();
  await clock.pass(50);
  expect(heardBy('a')[1]?.facts).toMatchObject([{ value: false }]);
});

it('takes a fact to be as old when it is heard as it was when it was told', async () => {
  const { clock, each, heardBy } = controllers('a', 'b');
  await clock.pass(1_100);
  const [, second] = each;
  if (second) second.own.facts = [{ ...fact(false), atMs: 1_050, sinceMs: 900 }];
  second?.opinions.tell();
  await clock.pass(400);
  // Told at 1,100 and heard at 1,500.
  expect(heardBy('a')[1]?.facts).toMatchObject([{ atMs: 1_450, sinceMs: 1_300 }]);
});

const told = (...facts: readonly unknown[]) => JSON.stringify({ atMs: 0, facts });
it.each([
  ...['', 'no JSON', 'null', '{}', '[]', '{"facts":[]}', '{"atMs":0}', '{"atMs":"0","facts":[]}'],
  ...[null, 'up', { of: 'postgres', value: {} }, { ...fact(true), atMs: null }].map((each) =>
    told(each),
  ),
  told({ ...fact(true), sinceMs: 'long' }),
])('does not hear who wrote %j, and goes on hearing the others', async (text) => {
  const { clock, store, each, heardBy } = controllers('a', 'b', 'c');
  const names = () => heardBy('a').map(({ observer }) => observer);
  await clock.pass(2_000);
  const [, , last] = each;
  if (last) last.own.cut = true;
  await store.put('opinion/c', text);
  await clock.pass(2_000);
  expect(names()).toEqual(['a', 'b']);
  if (last) last.own.cut = false;
  await clock.pass(2_000);
  expect(names()).toEqual(['a', 'b', 'c']);
});
