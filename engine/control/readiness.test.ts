import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import { ControlStoreUnavailable } from '../ports/control-store.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { hearStore } from './heard-store.ts';
import { readiness } from './readiness.ts';
import type { View } from './status.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const regions = ['us-east-1', 'us-west-2'];
const nowMs = 1_000_000;

/** An observation of each region; what it saw does not matter here. */
const seen = (...agesMs: readonly number[]): View => ({
  state: { active: 'us-east-1', epoch: 1, phase: 'idle', paused: false },
  observation: {
    region: 'us-east-1',
    heldSinceMs: {},
    standbys: [],
    quorum: true,
    primary: [],
    unfit: [],
    refused: [],
    ownSinceMs: {},
    barred: [],
  },
  facts: agesMs.map((ageMs, index) => ({
    of: 'postgres',
    region: regions[index] ?? '',
    measure: 'reachable',
    value: false,
    atMs: nowMs - ageMs,
  })),
});

const answeredAgo = (ageMs: number) => ({ last: () => ({ answered: true, atMs: nowMs - ageMs }) });
const ask = (view: View, heard: { last(): { answered: boolean; atMs: number } | undefined }) =>
  readiness(plan, regions, view, heard, nowMs);

it('is ready while the store answers and every region is watched', () => {
  expect(ask(seen(100, 900), answeredAgo(5_000))).toEqual({ ready: true, why: 'watching' });
});

it.each([
  ['never answered', { last: () => undefined }],
  ['answered last a minute ago', answeredAgo(60_000)],
  ['does not answer', { last: () => ({ answered: false, atMs: nowMs }) }],
])('is not ready when the control store %s', (_, heard) => {
  const why = 'the control store does not answer';
  expect(ask(seen(100, 100), heard)).toEqual({ ready: false, why });
});

it('is not ready when a region was not observed of late, or who may write is not known', () => {
  const late = ask(seen(100, 10_000), answeredAgo(0));
  expect(late).toEqual({ ready: false, why: 'no observation of late of us-west-2' });
  const state = { active: 'none', epoch: 0, phase: 'idle', paused: false } as const;
  const { why } = ask({ ...seen(), state }, { last: () => undefined });
  expect(why).toMatch(/store.*which region.*us-east-1, us-west-2/);
});

it('is not ready while a region refuses what a failover needs, and says what to do', () => {
  const view = seen(100, 100);
  const why = 'refuses the login (WRONGPASS): put right redis.password in the endpoints';
  const refused = [{ of: 'redis', region: 'us-west-2', why } as const];
  const told = ask({ ...view, observation: { ...view.observation, refused } }, answeredAgo(0));
  expect(told).toEqual({ ready: false, why: `redis of us-west-2 ${why}` });
});

it('hears whether the store answers from those who read it', async () => {
  let away = false;
  let atMs = 1;
  const get = async () => {
    if (away) throw new ControlStoreUnavailable('away');
    return { value: 'v', revision: '1' };
  };
  const put = async () => undefined;
  const bare = { ...storeInProcess(), get, put };
  const clock = { monotonicMs: () => atMs, wallMs: () => 0, sleep: async () => undefined };
  const { store, heard } = hearStore(bare, clock);
  expect(heard.last()).toBeUndefined();
  expect((await store.get('k'))?.value).toBe('v');
  expect(heard.last()).toEqual({ answered: true, atMs: 1 });
  [away, atMs] = [true, 2];
  await expect(store.get('k')).rejects.toThrow('away');
  expect(heard.last()).toEqual({ answered: false, atMs: 2 });
});
