import { expect, it } from 'vitest';
import { controlKeys } from '../plan/control-keys.ts';
import { loadPlan } from '../plan/load.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { newestRunbook } from './runbook-list.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const prefix = controlKeys(plan.name).runbooks;

it('is the one under way, else the last, else none', async () => {
  const store = storeInProcess();
  const keep = (id: string, outcome: string) =>
    store.put(`${prefix}${id}`, JSON.stringify({ id, outcome }));
  const newest = async () => (await newestRunbook({ store, plan }))?.id;
  expect(await newest()).toBeUndefined();
  await keep('00000001-a', 'succeeded');
  await keep('00000002-switchover', 'succeeded');
  expect(await newest()).toBe('00000002-switchover');
  await keep('00000002-rejoin', 'running');
  expect(await newest()).toBe('00000002-rejoin');
});

it('hides nothing behind one that was averted in the same epoch', async () => {
  const store = storeInProcess();
  const keep = (id: string, outcome: string) =>
    store.put(`${prefix}${id}`, JSON.stringify({ id, outcome }));
  const newest = async () => (await newestRunbook({ store, plan }))?.id;
  await keep('00000002-capacity_exhaustion', 'averted');
  expect(await newest()).toBeUndefined();
  await keep('00000002-api_gateway_failure', 'failed');
  expect(await newest()).toBe('00000002-api_gateway_failure');
});
