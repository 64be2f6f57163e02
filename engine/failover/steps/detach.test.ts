import { expect, it } from 'vitest';
import { loadPlan } from '../../plan/load.ts';
import type { Failover } from '../failover.ts';
import { detach } from './detach.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const signal = new AbortController().signal;
const silent = async () => {
  throw new Error('no answer');
};

/** The step of a switchover from one region to the next, where the third has this database. */
function detaching(third: object) {
  let untold: readonly string[] = [];
  const postgres = { 'us-east-1': {}, 'us-west-2': {}, 'eu-west-1': third };
  const seenFrom = { '*': { host: '127.0.0.1', port: 1 } };
  const old = { seenFrom, user: 'a', password: 'b', slots: {} };
  const world = { plan, postgres, endpoints: { regions: { 'us-east-1': { postgres: old } } } };
  const make = () =>
    detach({
      world,
      from: 'us-east-1',
      target: 'us-west-2',
      untold: () => untold,
      leftUntold: async (regions: readonly string[]) => {
        untold = regions;
      },
    } as unknown as Failover);
  return { make };
}

it('is undone by the next leader, though a region that was dead all along is dead', async () => {
  const { make } = detaching({ probe: silent, follow: silent });
  expect(await make().run(signal)).toMatch(/eu-west-1 could not be told/);
  expect(await make().undo?.()).toMatch(/eu-west-1 could not be told/);
});

it('cannot be undone while a region that was told does not answer', async () => {
  const answers = async () => undefined;
  const { make } = detaching({ probe: answers, unfollow: answers, follow: silent });
  expect(await make().run(signal)).toMatch(/eu-west-1 follows nobody/);
  await expect(make().undo?.()).rejects.toThrow(/no answer/);
});

it('tells a region nothing any more when another controller has come to lead', async () => {
  const lead = new AbortController();
  const told: string[] = [];
  const { make } = detaching({
    probe: async () => lead.abort(),
    unfollow: async () => told.push('unfollow'),
  });
  expect(await make().run(lead.signal)).toMatch(/eu-west-1 could not be told .*abort/);
  expect(told).toEqual([]);
});
