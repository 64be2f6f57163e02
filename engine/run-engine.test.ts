import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { composeEngine } from './compose.ts';
import { controlKeys } from './plan/control-keys.ts';
import { parsePlan } from './plan/load.ts';
import { scalePlan } from './plan/scale.ts';
import { systemClock as clock } from './ports/clock.ts';
import type { ControlStore } from './ports/control-store.ts';
import type { Address } from './ports/endpoints.ts';
import { until } from './ports/until.ts';
import { runEngine } from './run-engine.ts';
import { nowhere, ownAddress } from './surface/testing/nowhere.ts';
import { storeInProcess } from './testing/store-in-process.ts';

const listen = ownAddress(93);
const ask = (path: string, init?: RequestInit) =>
  fetch(`http://${listen.host}:${listen.port}${path}`, init);

/** A controller of a world where nothing answers but the control store. */
function startController(home: string, door: Address, store: ControlStore, signal: AbortSignal) {
  const scaled = scalePlan(readFileSync('fixtures/plans/semantest.yaml', 'utf8'), 0.05);
  const endpoints = { ...nowhere(door, 'p'), home };
  const { world, ...engine } = composeEngine({ plan: parsePlan(scaled, 'plan'), endpoints });
  const claims: string[] = [];
  const running = runEngine(
    { ...engine, world: { ...world, store } },
    {
      claim: ({ step, detail }) => void claims.push(`${step} ${detail}`),
      log: pino({ level: 'silent' }),
      environment: {},
      token: undefined,
      signal,
    },
  );
  return { claims, running };
}

it('is heard by its surface: what it sees, claims, decides and tells people', async () => {
  const stop = new AbortController();
  // What is tested is who hears of what, not etcd; two controllers are a majority of three.
  const store = storeInProcess();
  await store.put(controlKeys('semantest').writer, '{"region":"us-east-1","epoch":1}');
  const { claims, running } = startController('us-west-2', listen, store, stop.signal);
  const other = startController('eu-west-1', ownAddress(94), store, stop.signal);
  const told = { what: 'people to be told', ms: 15_000, everyMs: 20 };
  const metrics = await until(clock, told, async () => {
    const text = await (await ask('/metrics')).text();
    return text.includes('blackstart_alerts_total{') && text;
  });
  const ready = await ask('/ready');
  const events = ask('/events', { headers: { 'last-event-id': 'none' } });
  const replayed = events.then((answer) => answer.text());
  await events;
  stop.abort();
  await Promise.all([running, other.running]);
  const noTarget = /^detected no failover: no-target \(us-west-2: .+ down\)$/;
  const leads = 'leads us-west-2 leads in term 1';
  expect(claims).toEqual([leads, expect.stringMatching(noTarget)]);
  expect(other.claims).toEqual([]);
  expect(metrics).toMatch(/^blackstart_alerts_total\{severity="critical"\} 1$/m);
  expect(metrics).toMatch(/^blackstart_decisions_total\{kind="wait",why="no-target"\} 1$/m);
  expect(metrics).toMatch(/^blackstart_condition_held_seconds\{trigger="database_p\w+"\} [\d.]+$/m);
  expect(metrics).toMatch(/^blackstart_fact\{of="postgres",region="us-east-1",.*\} 0$/m);
  expect(metrics).toMatch(/^blackstart_observation_age_seconds\{region="eu-west-1"\} [\d.e-]+$/m);
  expect(await ready.json()).toEqual({ ready: true, why: 'watching' });
  expect(await replayed).toMatch(/event: claim\ndata: .*"step":"detected"/);
});
