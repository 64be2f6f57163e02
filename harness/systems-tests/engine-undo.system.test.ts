import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { assigned, type EngineRig, startEngineRig, store } from './engine-rig.ts';
import { write } from './postgres-rig.ts';

let world: EngineRig;
beforeAll(async () => {
  world = await startEngineRig();
});
afterAll(() => world?.[Symbol.asyncDispose]());

it('gives the right to write back in a new epoch when no standby is left to promote', async () => {
  const [east, west, europe] = Object.values(world.databases);
  await write(world.databases['us-east-1'], 1, 1);
  east?.process().signalTree('SIGSTOP');
  await until(clock, { what: 'fencing', ms: 20_000, everyMs: 10 }, () =>
    world.claimed('fence', 'started'),
  );
  expect(await assigned('writer')).not.toMatchObject({ region: 'us-west-2' });
  await Promise.all([west?.process().kill(), europe?.process().kill()]);
  await until(clock, { what: 'promotion to fail', ms: 20_000 }, () =>
    world.claimed('promote', 'failed'),
  );
  expect(await assigned('writer')).toEqual({ region: 'none', epoch: 2 });
  east?.process().signalTree('SIGCONT');
  await until(clock, { what: 'undoing', ms: 30_000 }, () =>
    ['fence', 'close'].every((step) => world.claimed(step, 'undone')),
  );
  expect(await assigned('writer')).toEqual({ region: 'us-east-1', epoch: 3 });
  expect(await assigned('routing')).toEqual({ region: 'us-east-1', epoch: 3 });
  await expect(write(world.databases['us-east-1'], 2, 1)).rejects.toMatchObject({ code: 'BS001' });
  await until(clock, { what: 'a write', ms: 5_000 }, () =>
    write(world.databases['us-east-1'], 3, 3),
  );
  await until(clock, { what: 'the end', ms: 5_000 }, () => world.claimed('recovered', 'failed'));
  const [record] = await store.list('blackstart/semantest/runbook/');
  expect(JSON.parse(record?.value ?? '')).toMatchObject({ outcome: 'undone' });
});
