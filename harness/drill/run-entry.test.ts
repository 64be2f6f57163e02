import { expect, test } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import { defaultTopology, preparePlan } from './prepare.ts';
import { runEntry } from './run-entry.ts';
import type { Scenario } from './scenario.ts';

const root = process.cwd();
const scenario = {
  name: 'database_primary_failure',
  title: 'x',
  expectation: 'recovery',
  steadyMs: 1,
  faults: [],
} as const;

async function entryOf(profile: 'realtime' | 'fast', more: Partial<Scenario> = {}) {
  const prepared = await preparePlan('fixtures/plans/semantest.yaml', profile);
  const topology = await defaultTopology(root);
  const named = { profile, runtime: 'embedded', engine: 'builtin', seed: 1 } as const;
  const facts = {
    ...prepared,
    ...named,
    scenario: { ...scenario, ...more },
    topology,
    earlierRuns: 0,
    parts: {},
    emulated: [],
  };
  return runEntry(facts, clock, root);
}

test('every store is named with its tier, and the stricter of two targets', async () => {
  const { stores } = await entryOf('realtime');
  expect(stores).toEqual([
    { name: 'postgres', tier: 1, rpoTargetMs: 60_000 },
    { name: 'redis', tier: 1, rpoTargetMs: 60_000 },
    { name: 'kafka', tier: 2, rpoTargetMs: 60_000 },
    { name: 's3', tier: 2, rpoTargetMs: 60_000, everyNth: 20 },
  ]);
});

test('a store that may lose nothing acknowledged is named as its drill has it', async () => {
  const { stores } = await entryOf('realtime', { name: 'synchronous_primary_isolated' });
  expect(stores.map(({ name, keepsAcknowledged }) => [name, keepsAcknowledged])).toEqual([
    ['postgres', true],
    ['redis', undefined],
    ['kafka', undefined],
    ['s3', undefined],
  ]);
});

test('targets are scaled; what is measured, and what the host does, is not', async () => {
  const [real, fast] = [await entryOf('realtime'), await entryOf('fast')];
  expect(fast.stores[0]?.rpoTargetMs).toBe(30_000);
  for (const { maxStaleMs, assumptions, availability } of [real, fast]) {
    expect(maxStaleMs).toBe(1000);
    expect(assumptions).toMatchObject({ maxClockStepMs: 50, maxEventLoopDelayMs: 250 });
    expect(availability?.map(({ name }) => name)).toEqual(['overall', 'core']);
    expect(availability?.map(({ share }) => share)[0]).toBeCloseTo(0.9999, 10);
    expect(availability?.map(({ share }) => share)[1]).toBeCloseTo(0.99995, 10);
  }
});

test('where operators ask the service to go is written down in their order', async () => {
  expect(await entryOf('fast')).not.toHaveProperty('moves');
  const asked = (to: string, afterMs?: number) => ({ fault: 'switch-over', to, afterMs });
  const beforehand = { faults: [asked('b')], lastsMs: 1 };
  const faults = [asked('d', 9), { fault: 'kill-server' }, asked('c')];
  expect(await entryOf('fast', { beforehand, faults })).toHaveProperty('moves', ['b', 'c', 'd']);
});

test('how a user comes and goes is written down; only patience is scaled', async () => {
  expect(await entryOf('fast')).not.toHaveProperty('browser');
  const [real, fast] = [
    await entryOf('realtime', { browser: true }),
    await entryOf('fast', { browser: true }),
  ];
  expect(real.browser).toMatchObject({ vantage: 'us-east-1', patienceMs: 10_000, restMs: 5000 });
  expect(fast.browser).toEqual({ ...real.browser, patienceMs: 5000 });
});

test('whether anybody may fail over is written down where the scenario says it', async () => {
  expect(await entryOf('fast')).not.toHaveProperty('failover');
  expect(await entryOf('fast', { failover: 'never' })).toHaveProperty('failover', 'never');
});
