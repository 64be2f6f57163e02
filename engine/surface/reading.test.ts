import { expect, it } from 'vitest';
import { openSurface, secret } from './testing/open-surface.ts';

it('is healthy while it lives, and ready only while the engine is', async () => {
  let readiness = { ready: true, why: 'watching' };
  await using surface = await openSurface({ operator: { ready: () => readiness } });
  expect((await surface.ask('/ready')).status).toBe(200);
  readiness = { ready: false, why: 'the control store does not answer' };
  const unready = await surface.ask('/ready');
  expect([unready.status, await unready.json()]).toEqual([503, readiness]);
  expect((await surface.ask('/health')).status).toBe(200);
});

it('opens the routing of one region, and knows no others than the plan', async () => {
  await using surface = await openSurface({ region: 'us-west-2' });
  const [west, east, other] = await Promise.all(
    ['us-west-2', 'us-east-1', 'mars-1'].map((region) => surface.ask(`/routing/${region}`)),
  );
  expect([west?.status, east?.status, other?.status]).toEqual([200, 503, 404]);
  expect(await east?.json()).toEqual({ open: false, routing: 'us-west-2' });
  expect(await other?.json()).toEqual({ error: 'no such region; known are us-east-1, us-west-2' });
});

it('tells apart what is open by force', async () => {
  await using surface = await openSurface({ region: 'us-west-2', forced: 'us-west-2' });
  const [west, east, other] = await Promise.all(
    ['us-west-2', 'us-east-1', 'mars-1'].map((region) => surface.ask(`/routing/${region}/forced`)),
  );
  expect([west?.status, east?.status, other?.status]).toEqual([200, 503, 404]);
  await using usual = await openSurface({ region: 'us-west-2' });
  expect((await usual.ask('/routing/us-west-2')).status).toBe(200);
  expect((await usual.ask('/routing/us-west-2/forced')).status).toBe(503);
});

it('tells which region was left', async () => {
  await using surface = await openSurface({ region: 'us-west-2', left: 'us-east-1' });
  const [west, east, other] = await Promise.all(
    ['us-west-2', 'us-east-1', 'mars-1'].map((region) => surface.ask(`/routing/${region}/left`)),
  );
  expect([west?.status, east?.status, other?.status]).toEqual([503, 200, 404]);
  expect(await east?.json()).toEqual({ left: true, routing: 'us-west-2' });
});

it('keeps every routing closed before it knows any', async () => {
  await using surface = await openSurface();
  const answer = await surface.ask('/routing/us-east-1');
  expect([answer.status, await answer.json()]).toEqual([503, { open: false, routing: null }]);
});

it('tells what it knows and what it would do', async () => {
  const plan = async () => ({ now: { decision: { kind: 'wait' }, steps: [] } });
  const operator = { status: () => ({ state: { epoch: 3 } }), plan };
  await using surface = await openSurface({ operator });
  expect(await (await surface.ask('/status')).json()).toEqual({ state: { epoch: 3 } });
  expect(await (await surface.ask('/plan')).json()).toEqual(await plan());
});

it('is free to read on loopback, and on any other address only with the token', async () => {
  await using local = await openSurface({ token: undefined });
  for (const path of ['/status', '/metrics']) expect((await local.ask(path)).status).toBe(200);
  await using open = await openSurface({ listen: { host: '0.0.0.0', port: 0 } });
  for (const path of ['/status', '/metrics', '/events', '/plan']) {
    expect([path, (await open.ask(path)).status]).toEqual([path, 401]);
  }
  for (const path of ['/health', '/ready']) expect((await open.ask(path)).status).toBe(200);
  expect((await open.ask('/routing/us-east-1')).status).toBe(503);
  const headers = { authorization: `Bearer ${secret}` };
  expect((await open.ask('/status', { headers })).status).toBe(200);
});

it('ends what is under way before it closes, and begins nothing new', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const plan = async () => {
    asked.resolve();
    await answer.promise;
    return { now: 'done' };
  };
  const surface = await openSurface({ operator: { plan } });
  const under = surface.ask('/plan');
  await asked.promise;
  const closed = surface[Symbol.asyncDispose]();
  answer.resolve();
  expect(await (await under).json()).toEqual({ now: 'done' });
  await closed;
  await expect(surface.ask('/health')).rejects.toThrow();
});

it('does not wait for ever for what does not end', async () => {
  const asked = Promise.withResolvers<void>();
  const plan = () => {
    asked.resolve();
    return new Promise<never>(() => undefined);
  };
  const surface = await openSurface({ operator: { plan }, limits: { closeMs: 50 } });
  const under = surface.ask('/plan').catch((error: Error) => error);
  await asked.promise;
  await surface[Symbol.asyncDispose]();
  expect(await under).toBeInstanceOf(Error);
});
