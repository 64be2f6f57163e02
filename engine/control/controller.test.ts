import { expect, it } from 'vitest';
import { policyFrom } from '../decide/policy.ts';
import type { RunbookRecord } from '../failover/record.ts';
import { askedFor, firstRecord, type Runbooks } from '../failover/runbook.ts';
import { Averted } from '../failover/step.ts';
import { Tenure } from '../lead/tenure.ts';
import { controlKeys } from '../plan/control-keys.ts';
import { loadPlan } from '../plan/load.ts';
import type { Claim } from '../ports/claim.ts';
import type { Alert } from '../ports/notifier.ts';
import { deadlines } from '../systems/deadlines.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { Announcements } from './announcements.ts';
import { Automation } from './automation.ts';
import { Controller } from './controller.ts';
import type { ControllerParts } from './controller-parts.ts';
import { Situation } from './situation.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const keys = controlKeys(plan.name);
const nothing = async () => undefined;
const standby = {
  region: 'us-west-2',
  timeline: 1,
  receivedLsn: 9n,
  primaryHeardAtMs: undefined,
};

/** A controller that leads. All is well but for what is given; it knows no other runbook. */
async function leading({
  held = {} as Readonly<Record<string, number>>,
  errors = {} as Readonly<Record<string, string>>,
  writer = { region: 'us-east-1', epoch: 2 },
  runbooks = {} as Runbooks,
  record = undefined as RunbookRecord | undefined,
  barred = [] as { region: string; why: string }[],
  cleared = '',
} = {}) {
  const [clock, store, claims] = [new VirtualClock(), storeInProcess(), [] as Claim[]];
  const lead = (term: number) =>
    new Tenure(clock, { key: keys.leader, value: `me ${term}` }, term, Number.MAX_SAFE_INTEGER);
  let tenure = lead(1);
  const automation = new Automation(clock, store, keys.operator);
  const claim = (said: Claim) => void claims.push(said);
  const alerts: Alert[] = [];
  const notify = (alert: Alert) => void alerts.push(alert);
  const anew = { times: 0 };
  const well = {
    region: 'us-east-1',
    quorum: true,
    heldSinceMs: { ...held } as Record<string, number>,
    standbys: [{ ...standby, atMs: 0 }],
    primary: [{ atMs: 0, lsn: standby.receivedLsn }],
    unfit: [],
    barred,
  };
  const parts = {
    world: { clock, store, plan, endpoints: { home: 'us-west-2' } },
    runbooks,
    claim,
    decided: () => undefined,
    policy: policyFrom(plan, ['cache-failover', ...Object.keys(runbooks)]),
    situation: new Situation(),
    watcher: { run: nothing, facts: () => [], errors: () => errors },
    opinions: { run: nothing },
    preflight: { run: nothing, errors: () => ({}) },
    observer: {
      observe: () => well,
      heard: () => [],
      beginAnew: () => {
        anew.times += 1;
        well.heldSinceMs = {};
      },
    },
    leadership: { run: nothing, tenure: () => tenure, leader: () => 'me' },
    automation,
    announce: new Announcements({ claim, plan, clock, notifier: { notify } }),
  };
  await store.put(keys.writer, JSON.stringify(writer));
  await store.put(keys.leader, tenure.guard.value);
  if (record) await store.put(`${keys.runbooks}${record.id}`, JSON.stringify(record));
  await automation.change({ cleared });
  const stop = new AbortController();
  const controller = new Controller(parts as unknown as ControllerParts);
  const running = controller.run(stop.signal).catch(() => undefined);
  await clock.pass(plan.probes.database.everyMs);
  const ended = async () => {
    stop.abort();
    await running;
  };
  /** The lead is lost, and won again before anybody looked. */
  const leadAnew = async () => {
    const before = tenure;
    tenure = lead(2);
    await store.put(keys.leader, tenure.guard.value);
    before.end();
  };
  return { clock, store, claims, alerts, anew, automation, controller, leadAnew, ended };
}

const request = (epoch: number) =>
  ({ action: 'switchover', from: 'us-east-1', to: 'us-west-2', epoch, by: 'ann' }) as const;

it('begins what an operator asked of another, in an epoch it has not read yet', async () => {
  const { clock, store, claims, automation, ended } = await leading();
  await store.put(keys.writer, JSON.stringify({ region: 'us-east-1', epoch: 3 }));
  await automation.request(request(3));
  await clock.pass(deadlines.requestEveryMs + plan.probes.database.everyMs / 4);
  expect(claims).toContainEqual(
    expect.objectContaining({ step: 'decided', epoch: 4, detail: expect.stringMatching(/ann/) }),
  );
  await ended();
});

it('drops, and says so, what was asked in an epoch that is over', async () => {
  const { clock, claims, automation, ended } = await leading();
  await automation.request(request(1));
  await clock.pass(deadlines.requestEveryMs + plan.probes.database.everyMs / 4);
  expect(claims).toContainEqual(
    expect.objectContaining({ step: 'dropped', detail: expect.stringMatching(/epoch 1/) }),
  );
  expect(await automation.isRequested()).toBe(false);
  await ended();
});

it.each([
  ['the store knows of', { region: 'us-east-1', epoch: 2 }, {}, 3],
  ['a database has heard of', { region: 'us-east-1', epoch: 2 }, { above: 7 }, 8],
  ['was begun and led nowhere', { region: 'none', epoch: 5 }, {}, 6],
])('activates a region above every epoch that %s', async (_, writer, more, epoch) => {
  const { clock, claims, automation, ended } = await leading({ writer });
  const asked = { ...request(writer.epoch), action: 'activate', to: 'eu-west-1', ...more } as const;
  await automation.request(asked);
  await clock.pass(deadlines.requestEveryMs + plan.probes.database.everyMs / 4);
  expect(claims).toContainEqual(
    expect.objectContaining({ step: 'decided', epoch, detail: expect.stringMatching(/eu-west-1/) }),
  );
  await ended();
});

/** An activation of which nothing but the first step is done, and what its other step does. */
function begunActivation() {
  const did: string[] = [];
  const steps = ['stand-alone', 'fence'].map((name) => ({
    name,
    needs: [],
    deadlineMs: 1_000,
    run: async () => {
      did.push(name);
      return 'done';
    },
  }));
  const begun = firstRecord(askedFor('activate', 'us-east-1', 'eu-west-1', 2));
  const record = { ...begun, steps: { 'stand-alone': { event: 'succeeded', wallMs: 0 } as const } };
  return { did, record, runbooks: { activate: () => steps } satisfies Runbooks };
}

it.each([
  ['that it had begun before it was started anew', ''],
  ['though an operator resumed meanwhile', '00000003-activate'],
])('ends an activation %s', async (_, cleared) => {
  const { did, record, runbooks } = begunActivation();
  const writer = { region: 'none', epoch: 3 };
  const { store, claims, ended } = await leading({ writer, runbooks, record, cleared });
  const over = { step: 'recovered', event: 'succeeded', epoch: 3 };
  await expect.poll(() => claims).toContainEqual(expect.objectContaining(over));
  expect(did).toEqual(['fence']);
  const saved = (await store.get(`${keys.runbooks}${record.id}`))?.value ?? '{}';
  expect(JSON.parse(saved)).toMatchObject({ outcome: 'succeeded', to: 'eu-west-1', epoch: 3 });
  await ended();
});

it.each([
  ['somebody has looked at it', ''],
  ['somebody had resumed already', '00000003-activate'],
])('ends a runbook that failed once an operator retries it, where %s', async (_, cleared) => {
  const { did, record, runbooks } = begunActivation();
  const failed = { ...record, outcome: 'failed', committed: true } as const;
  const writer = { region: 'us-east-1', epoch: 2 };
  const rig = await leading({ writer, runbooks, record: failed, cleared });
  const { clock, store, claims, controller, ended } = rig;
  expect(controller.blockedBy()).toBe(cleared ? undefined : record.id);
  const again = { ...failed, outcome: 'running', retriedBy: 'ann' };
  await store.put(`${keys.runbooks}${record.id}`, JSON.stringify(again));
  await clock.pass(2 * plan.fencing.leaseTtlMs);
  const over = { step: 'recovered', event: 'succeeded', epoch: 3 };
  await expect.poll(() => claims).toContainEqual(expect.objectContaining(over));
  expect(claims).toContainEqual(
    expect.objectContaining({ step: 'retried', epoch: 3, detail: expect.stringMatching(/ann/) }),
  );
  expect(did).toEqual(['fence']);
  expect(controller.blockedBy()).toBeUndefined();
  expect(controller.view().state).toMatchObject({ phase: 'idle', active: 'eu-west-1', epoch: 3 });
  await ended();
});

it.each([
  ['succeeded', 3, 4],
  ['failed', 3, 5],
  ['undone', 3, 5],
  ['succeeded', 1, 3],
] as const)('fails over above what a runbook that %s in epoch %i can have begun', async (...is) => {
  const [outcome, epoch, next] = is;
  const trigger = 'cache_primary_failure';
  const before = firstRecord(askedFor('switchover', 'us-west-2', 'us-east-1', epoch - 1));
  const { claims, ended } = await leading({
    held: { [trigger]: -120_000 },
    record: { ...before, action: 'database-failover', outcome },
    cleared: before.id,
  });
  expect(claims).toContainEqual(expect.objectContaining({ step: 'decided', epoch: next }));
  await ended();
});

it('is busy no more when it leads anew, and its runbook had ended', async () => {
  const { record } = begunActivation();
  const hangs = { name: 'fence', needs: [], deadlineMs: 60_000 };
  const runbooks = { activate: () => [{ ...hangs, run: () => new Promise<string>(() => {}) }] };
  const { clock, store, controller, leadAnew, ended } = await leading({ runbooks, record });
  const phase = () => controller.view().state.phase;
  await expect.poll(phase).toBe('running');
  const over = { ...record, outcome: 'succeeded' };
  await store.put(`${keys.runbooks}${record.id}`, JSON.stringify(over));
  await leadAnew();
  await clock.pass(plan.probes.database.everyMs);
  expect(phase()).toBe('idle');
  await ended();
});

it('tells with a detection what is wrong with the system that it is about', async () => {
  const { claims, ended } = await leading({
    held: { cache_primary_failure: -120_000 },
    errors: { 'postgres us-west-2': 'slow', 's3 us-east-1': 'away', 'redis us-east-1': 'silent' },
  });
  expect(claims).toContainEqual(
    expect.objectContaining({
      step: 'detected',
      trigger: 'cache_primary_failure',
      detail: 'silent',
    }),
  );
  await ended();
});

it('stays where it is when a step has averted the failover, and begins to count anew', async () => {
  const trigger = 'capacity_exhaustion';
  const scale = {
    ...{ name: 'scale', needs: [], deadlineMs: 1_000, mayAvert: true },
    run: async () => new Averted('us-east-1 has 2 instances'),
  };
  const { store, claims, alerts, anew, ended } = await leading({
    held: { [trigger]: -300_000 },
    runbooks: { 'scale-then-failover': () => [scale] },
  });
  expect(anew.times).toBe(1);
  const told = { step: 'averted', trigger, detail: 'us-east-1 has 2 instances' };
  expect(claims.filter(({ step }) => step === 'averted')).toMatchObject([told]);
  expect(claims.filter(({ step }) => step === 'decided')).toHaveLength(1);
  expect(alerts.map(({ kind, severity }) => [kind, severity])).toEqual([
    ['trigger', 'critical'],
    ['resolve', 'info'],
  ]);
  const writer = (await store.get(keys.writer))?.value ?? '';
  expect(JSON.parse(writer)).toEqual({ region: 'us-east-1', epoch: 2 });
  const [runbook] = await store.list(keys.runbooks);
  expect(JSON.parse(runbook?.value ?? '')).toMatchObject({ outcome: 'averted', epoch: 3 });
  await ended();
});

it('counts no hold across a runbook that was undone: nobody looked meanwhile', async () => {
  const trigger = 'cache_primary_failure';
  const refuse = async () => {
    throw new Error('the target does not stream');
  };
  const { clock, claims, anew, automation, ended } = await leading({
    held: { [trigger]: 0 },
    runbooks: { switchover: () => [{ name: 'prepare', needs: [], deadlineMs: 9e9, run: refuse }] },
  });
  await automation.request(request(2));
  await clock.pass(deadlines.requestEveryMs + 2 * plan.probes.database.everyMs);
  expect(claims).toContainEqual(expect.objectContaining({ step: 'recovered', event: 'failed' }));
  expect(anew.times).toBe(1);
  await clock.pass(plan.triggers[trigger]?.heldForMs ?? 0);
  expect(claims.filter(({ step }) => step === 'decided')).toHaveLength(1);
  await ended();
});

it('tells people why nothing can be moved anywhere', async () => {
  const { claims, alerts, ended } = await leading({
    held: { cache_primary_failure: -120_000 },
    barred: [{ region: 'us-west-2', why: 'redis is down' }],
  });
  const words = 'no failover: no-target (us-west-2: redis is down)';
  expect(claims).toContainEqual(expect.objectContaining({ step: 'detected', detail: words }));
  expect(alerts[0]?.summary).toBe(`cache_primary_failure in us-east-1: ${words}`);
  await ended();
});
