import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { assigned, type EngineRig, get, startEngineRig } from './engine-rig.ts';

let world: EngineRig;
beforeAll(async () => {
  world = await startEngineRig();
});
afterAll(() => world?.[Symbol.asyncDispose]());

it('tells of a standby that somebody promoted, and moves nothing to it', async () => {
  const { 'us-east-1': east, 'us-west-2': west } = world.databases;
  await west.query('select pg_promote()');
  const told = await until(clock, { what: 'being told', ms: 10_000 }, () =>
    world.claimed('unfit', 'noted'),
  );
  expect(told.detail).toMatch(/us-west-2 is a primary beside that of us-east-1/);
  const { unfit } = (await (await get('/status', told.home)).json()) as { unfit: unknown };
  const why = expect.stringMatching(/POST \/rejoin/);
  expect(unfit).toEqual([{ of: 'postgres', region: 'us-west-2', why }]);
  await east.process().kill();
  const words =
    /^no failover: no-target \(us-west-2: postgres is a primary beside that of us-east-1/;
  const refusal = () => world.claims.find(({ detail }) => words.test(detail ?? ''));
  await until(clock, { what: 'a refusal', ms: 20_000 }, refusal);
  expect(world.claimed('decided', 'noted')).toBeUndefined();
  expect(await assigned('writer')).toEqual({ region: 'us-east-1', epoch: 1 });
});
