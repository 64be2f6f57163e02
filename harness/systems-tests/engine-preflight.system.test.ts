import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { assigned, type EngineRig, get, post, startEngineRig } from './engine-rig.ts';
import { askRedis } from './redis-rig.ts';

/** The beat of the rig's plan, 30 s, and a program that starts on a busy machine. */
const beatMs = 50_000;
const cache = { host: '127.20.252.1', port: 6379 };

let world: EngineRig;
beforeAll(async () => {
  world = await startEngineRig();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** What a failover alone sends, so that probes see nothing of it. */
const allow = (rule: '+replicaof' | '-replicaof') =>
  askRedis(cache, undefined, (client) => client.sendCommand(['ACL', 'SETUSER', 'default', rule]));

/** Each controller asks for itself, in its own time; that of the leader is what counts. */
const leader = () => world.leader();

interface Ready {
  readonly ready: boolean;
  readonly why: string;
}

const readyWhen = (is: boolean) =>
  until(clock, { what: `ready: ${is}`, ms: beatMs, everyMs: 250 }, async () => {
    const answer = await get('/ready', leader());
    const told = (await answer.json()) as Ready;
    if (told.ready === is && answer.status === (is ? 200 : 503)) return told;
    throw new Error(`it answers ${answer.status}: ${told.why}`);
  });

it('is not ready while a cache refuses what a failover sends, and is once mended', async () => {
  expect((await readyWhen(true)).why).toBe('watching');
  await allow('-replicaof');
  expect((await readyWhen(false)).why).toMatch(
    /^redis of us-west-2 refuses what a failover sends .*replicaof.*: allow its user/,
  );
  const told = await until(clock, { what: 'being told', ms: 5_000 }, () =>
    world.claimed('unfit', 'noted'),
  );
  expect(told.detail).toMatch(/^redis of us-west-2 refuses what a failover sends/);
  const { unfit } = (await (await get('/status', leader())).json()) as { unfit: unknown };
  const why = expect.stringMatching(/: allow its user/);
  expect(unfit).toEqual([{ of: 'redis', region: 'us-west-2', why }]);
  const refused = await post('/switchover', { to: 'us-west-2', by: 'ann' }, leader());
  expect([refused.status, await refused.text()]).toEqual([
    409,
    expect.stringMatching(/us-west-2 could not serve: redis refuses/),
  ]);
  await allow('+replicaof');
  expect((await readyWhen(true)).why).toBe('watching');
});

it('arms no failover to a region that refuses what it needs', async () => {
  await allow('-replicaof');
  await readyWhen(false);
  await world.databases['us-east-1'].process().kill();
  const words = /^no failover: no-target \(us-west-2: redis refuses what a failover sends/;
  const refusal = () => world.claims.find(({ detail }) => words.test(detail ?? ''));
  await until(clock, { what: 'a refusal', ms: 20_000 }, refusal);
  expect(world.claimed('decided', 'noted')).toBeUndefined();
  expect(await assigned('writer')).toEqual({ region: 'us-east-1', epoch: 1 });
});
