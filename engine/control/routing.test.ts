import { expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { RoutingControl } from './routing.ts';

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
  };
  return store;
}
const east = '{"region":"us-east-1","epoch":1}';
const west = '{"region":"us-west-2","epoch":2}';
const control = (store: ControlStore, cacheMs: number) =>
  new RoutingControl(clock, store, 'routing', cacheMs);

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
