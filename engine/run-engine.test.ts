import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { composeEngine } from './compose.ts';
import { parsePlan } from './plan/load.ts';
import { scalePlan } from './plan/scale.ts';
import { systemClock as clock } from './ports/clock.ts';
import type { ControlStore } from './ports/control-store.ts';
import { until } from './ports/until.ts';
import { runEngine } from './run-engine.ts';
import { nowhere, ownAddress } from './surface/testing/nowhere.ts';

const listen = ownAddress(93);
const ask = (path: string, init?: RequestInit) =>
  fetch(`http://${listen.host}:${listen.port}${path}`, init);

/** Says that us-east-1 writes: what is tested is who hears of what, not etcd. */
const store: ControlStore = {
  get: async () => ({ value: '{"region":"us-east-1","epoch":1}', revision: '1' }),
  put: async () => undefined,
  compareAndSwap: async () => false,
  list: async () => [],
};

it('is heard by its surface: what it sees, claims, decides and tells people', async () => {
  const scaled = scalePlan(readFileSync('fixtures/plans/semantest.yaml', 'utf8'), 0.01);
  const plan = parsePlan(scaled, 'plan');
  const { world, runbooks } = composeEngine({ plan, endpoints: nowhere(listen, 'p') });
  const stop = new AbortController();
  const claims: string[] = [];
  const running = runEngine(
    { world: { ...world, store }, runbooks },
    {
      claim: ({ step, detail }) => void claims.push(`${step} ${detail}`),
      log: pino({ level: 'silent' }),
      token: undefined,
      signal: stop.signal,
    },
  );
  const told = { what: 'people to be told', ms: 4_000, everyMs: 20 };
  const metrics = await until(clock, told, async () => {
    const text = await (await ask('/metrics')).text();
    return text.includes('blackstart_alerts_total{') && text;
  });
  const ready = await ask('/ready');
  const events = ask('/events', { headers: { 'last-event-id': 'none' } });
  const replayed = events.then((answer) => answer.text());
  await events;
  stop.abort();
  await running;
  expect(claims).toEqual(['detected no failover: no-target']);
  expect(metrics).toMatch(/^blackstart_alerts_total\{severity="critical"\} 1$/m);
  expect(metrics).toMatch(/^blackstart_decisions_total\{kind="wait",why="no-target"\} 1$/m);
  expect(metrics).toMatch(/^blackstart_condition_held_seconds\{trigger="database_p\w+"\} 0\.\d+$/m);
  expect(metrics).toMatch(/^blackstart_fact\{of="postgres",region="us-east-1",.*\} 0$/m);
  expect(metrics).toMatch(/^blackstart_observation_age_seconds\{region="eu-west-1"\} [\d.e-]+$/m);
  expect(await ready.json()).toEqual({ ready: true, why: 'watching' });
  expect(await replayed).toMatch(/event: claim\ndata: .*"step":"detected"/);
});
