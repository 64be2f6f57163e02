import { expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { RoutingControl, routingTimes } from './routing.ts';

/** Answers from a list, one each time: a value, an error, or never. */
function storeOf(...answers: (string | Error | 'never')[]): ControlStore & { asked: number } {
  const store = {
    asked: 0,
    get: async () => {
      const answer = answers[store.asked++];
      if (answer instanceof Error) throw answer;
      if (answer === 'never') return new Promise<never>(() => undefined);
      return answer === undefined ? undefined : { value: answer, revision: '1' };
    },
    put: async () => undefined,
    compareAndSwap: async () => false,
    putWhile: async () => false,
    list: async () => [],
    listNearby: async () => [],
    size: async () => 1,
    leadNearby: async () => false,
  };
  return store;
}
const east = '{"region":"us-east-1","epoch":1}';
const west = '{"region":"us-west-2","epoch":2}';
const control = (store: ControlStore, cacheMs: number) =>
  new RoutingControl(clock, store, 'routing', { cacheMs, leftForMs: 60_000 });

it('asks once for many who ask at once, and again only after a while', async () => {
  const store = storeOf(east, west);
  const routing = control(store, 60_000);
  expect(await Promise.all([routing.region(), routing.region()])).toEqual([
    'us-east-1',
    'us-east-1',
  ]);
  expect(await routing.region()).toBe('us-east-1');
  expect(store.asked).toBe(1);
});

it('follows a change', async () => {
  const routing = control(storeOf(east, west), 0);
  expect([await routing.region(), await routing.region()]).toEqual(['us-east-1', 'us-west-2']);
});

it.each([
  ['fails', new Error('no quorum')],
  ['answers nonsense', 'nonsense'],
  ['never answers', 'never' as const],
])('keeps to the last known when the store %s', async (_, answer) => {
  const routing = control(storeOf(east, answer), 0);
  expect([await routing.region(), await routing.region()]).toEqual(['us-east-1', 'us-east-1']);
});

it('is forced only while the store says so', async () => {
  const forced = '{"region":"us-west-2","epoch":3,"forced":true}';
  const routing = control(storeOf(west, forced, east), 0);
  expect(await routing.forced()).toBeUndefined();
  expect(await routing.forced()).toBe('us-west-2');
  expect(await routing.forced()).toBeUndefined();
});

it('opens nothing before it knows anything', async () => {
  expect(await control(storeOf(new Error('away')), 0).region()).toBeUndefined();
});

/** The plan's figures: 20.25 s for which a region is said to be left. */
const figures = { everyMs: 10_000, failures: 1, cacheMs: 250 };

it('says of a region that it was left for longer than ordinary checks need', async () => {
  const time = new VirtualClock();
  const store = storeOf(east, west, west, west, west);
  const routing = new RoutingControl(time, store, 'routing', routingTimes(figures));
  expect(await routing.left('us-east-1')).toBe(false);
  await time.pass(1_000);
  expect([await routing.left('us-east-1'), await routing.left('us-west-2')]).toEqual([true, false]);
  // An interval, and a probe of a silent door that was under way: 6 s.
  await time.pass(16_250);
  expect(await routing.left('us-east-1')).toBe(true);
  await time.pass(4_000);
  expect(await routing.left('us-east-1')).toBe(false);
});

it('takes that back at once when traffic is led there again', async () => {
  const again = '{"region":"us-east-1","epoch":3}';
  const europe = '{"region":"eu-west-1","epoch":4}';
  const routing = control(storeOf(east, west, again, europe), 0);
  expect(await routing.region()).toBe('us-east-1');
  expect(await routing.left('us-east-1')).toBe(true);
  expect(await routing.left('us-east-1')).toBe(false);
  expect(await routing.left('us-east-1')).toBe(true);
});

it('says nothing was left that it never saw served, nor because the store is away', async () => {
  const routing = control(storeOf(west, new Error('away'), west), 0);
  expect(await routing.left('us-east-1')).toBe(false);
  expect(await routing.left('us-west-2')).toBe(false);
  expect(await control(storeOf(new Error('away')), 0).left('us-east-1')).toBe(false);
});
