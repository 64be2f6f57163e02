import { expect, it } from 'vitest';
import { controlKeys } from '../../plan/control-keys.ts';
import { loadPlan } from '../../plan/load.ts';
import { systemClock as clock } from '../../ports/clock.ts';
import { storeInProcess } from '../../testing/store-in-process.ts';
import type { Failover } from '../failover.ts';
import { close } from './close.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const { routing } = controlKeys(plan.name);
const signal = new AbortController().signal;

/** The step of a failover to epoch 2, and where traffic goes before and after. */
async function closing(from: string) {
  const store = storeInProcess();
  await store.put(routing, JSON.stringify({ region: from, epoch: 1 }));
  const world = { clock, plan, store };
  const step = close({ world, from, epoch: 2, target: 'another' } as unknown as Failover);
  const where = async () => JSON.parse((await store.get(routing))?.value ?? '');
  return { step, where };
}

it('closes the region that DNS answers when none is open, also told again', async () => {
  const { step, where } = await closing('us-east-1');
  await step.run(signal);
  await step.run(signal);
  expect(await where()).toEqual({ region: 'none', epoch: 2 });
  await step.undo?.();
  expect(await where()).toEqual({ region: 'us-east-1', epoch: 3 });
});

it('leaves another open: DNS would lead to the first before it can write', async () => {
  const { step, where } = await closing('us-west-2');
  expect(await step.run(signal)).toMatch(/us-west-2 stays open until us-east-1 can write/);
  expect(await where()).toEqual({ region: 'us-west-2', epoch: 1 });
});
