import { expect, it } from 'vitest';
import type { FailoverDecision } from '../decide/decide.ts';
import { runbooks } from '../failover/runbook.ts';
import type { World } from '../failover/world.ts';
import { loadPlan } from '../plan/load.ts';
import { systemClock as clock } from '../ports/clock.ts';
import { ControlStoreUnavailable } from '../ports/control-store.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import type { Fact } from '../watch/fact.ts';
import type { Observer } from '../watch/observer.ts';
import type { Unfit } from '../watch/unfit.ts';
import { Automation } from './automation.ts';
import type { Controller } from './controller.ts';
import { ControllerOperator } from './operator.ts';
import { leftUndone } from './runbook-list.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const asked: FailoverDecision = {
  kind: 'failover',
  trigger: 'high_latency_degradation',
  action: 'shift-traffic',
  from: 'us-east-1',
  to: 'us-west-2',
  epoch: 5,
};

const runbookKey = 'blackstart/semantest/runbook/00000002-a';
const runbook = (change: object) =>
  JSON.stringify({
    id: '00000002-a',
    action: 'database-failover',
    outcome: 'succeeded',
    ...change,
  });

function rig() {
  const store = storeInProcess();
  const automation = new Automation(clock, store, 'operator/');
  const world = { plan, store } as unknown as World;
  const heard = { last: () => undefined };
  const facts: Fact[] = [];
  const refused: Unfit[] = [];
  const view = () => ({ facts, observation: { refused } });
  const controller = { view } as unknown as Controller;
  const observer = { heard: () => [] } as unknown as Observer;
  const parts = { controller, world, runbooks, automation, observer };
  const operator = new ControllerOperator({ ...parts, heard });
  return { store, automation, operator, facts, refused };
}

it('keeps a pause until someone resumes, and has so looked at the newest runbook', async () => {
  const { store, automation, operator } = rig();
  await operator.pause('ann', 'maintenance');
  expect(await automation.read()).toMatchObject({ paused: true, by: 'ann', reason: 'maintenance' });
  await store.put(runbookKey, runbook({ outcome: 'succeeded' }));
  const newest = runbook({ id: '00000003-b', outcome: 'failed' });
  await store.put('blackstart/semantest/runbook/00000003-b', newest);
  await operator.resume('ben');
  expect(await automation.read()).toMatchObject({ paused: false, cleared: '00000003-b' });
});

it.each([
  ['is under way', { outcome: 'running' }],
  ['ended well', { outcome: 'succeeded' }],
  ['was taken back', { outcome: 'undone', action: 'switchover' }],
])('has not looked at the end of a runbook that %s, who resumes', async (_, change) => {
  const { store, automation, operator } = rig();
  await operator.pause('ann', 'maintenance');
  await store.put(runbookKey, runbook(change));
  await operator.resume('ben');
  expect(await automation.read()).toMatchObject({ paused: false, by: 'ben', cleared: '' });
});

it('has looked at what a runbook has left to be done, who resumes', async () => {
  const { store, automation, operator } = rig();
  await store.put(runbookKey, runbook({ to: 'us-west-2', left: { repoint: 'silent' } }));
  await operator.resume('ben');
  expect(await leftUndone({ store, plan }, { looked: [] })).toHaveLength(1);
  expect(await leftUndone({ store, plan }, await automation.read())).toEqual([]);
});

it('has looked at one that is under way for ever, since nobody here knows its action', async () => {
  const { store, automation, operator } = rig();
  await store.put(runbookKey, runbook({ outcome: 'running', action: 'move-the-moon' }));
  await operator.resume('ben');
  expect(await automation.read()).toMatchObject({ cleared: '00000002-a' });
});

it('has a runbook that failed taken up again where it stood, by whoever leads', async () => {
  const { store, automation, operator } = rig();
  const steps = { promote: { event: 'succeeded', wallMs: 1 } };
  const failed = { outcome: 'failed', committed: true, note: 'why', steps };
  await store.put(runbookKey, runbook(failed));
  await operator.resume('ben');
  await operator.retry('ann');
  const { note: _, ...rest } = failed;
  const again = { ...rest, outcome: 'running', retriedBy: 'ann' };
  const saved = (await store.get(runbookKey))?.value ?? '';
  expect(JSON.parse(saved)).toEqual(JSON.parse(runbook(again)));
  // If it fails once more, somebody has to look once more.
  expect(await automation.read()).toMatchObject({ cleared: '' });
  await expect(operator.retry('ann')).rejects.toThrow(/00000002-a is running/);
});

it.each([
  ['there was none', undefined, /there was no runbook yet/],
  ['it ended well', runbook({}), /00000002-a is succeeded/],
  ['it was undone', runbook({ outcome: 'undone' }), /00000002-a is undone/],
])('takes up no runbook again where %s', async (_, newest, why) => {
  const { store, operator } = rig();
  if (newest) await store.put(runbookKey, newest);
  await expect(operator.retry('ann')).rejects.toThrow(why);
});

it('takes an answer to what is asked now, and to nothing else', async () => {
  const { store, automation, operator } = rig();
  const question = '5-high_latency_degradation-1.1';
  await expect(operator.answer(question, true, 'ann')).rejects.toMatchObject({
    code: 'OPERATOR_REFUSED',
  });
  const guard = { key: 'leader', value: 'me' };
  await store.put(guard.key, guard.value);
  expect(await automation.ask({ id: question, decision: asked }, guard)).toBe(true);
  await expect(operator.answer('4-other', true, 'ann')).rejects.toThrow(/nobody asks 4-other/);
  await operator.answer(question, true, 'ann');
  expect(await automation.answerTo(question)).toEqual({ question, yes: true, by: 'ann' });
  expect(await automation.answerTo('6-another')).toBeUndefined();
  await automation.takeBack('4-other');
  await operator.answer(question, true, 'ann');
  await automation.takeBack(question);
  await expect(operator.answer(question, true, 'ben')).rejects.toThrow(/nobody asks/);
});

it.each([
  ['a runbook is under way', runbook({ outcome: 'running' }), /00000002-a is under way/],
  [
    'a person has to look',
    runbook({ outcome: 'failed' }),
    /is failed: look, and then POST \/retry or POST \/resume/,
  ],
  ['nobody may write', runbook({}), /no region may write now/],
  ['that was taken back', runbook({ outcome: 'undone', action: 'switchover' }), /no region may/],
])('takes no switchover while %s, and asks no database', async (_, newest, why) => {
  const { store, automation, operator } = rig();
  await store.put(runbookKey, newest);
  await store.put('blackstart/semantest/writer', '{"region":"none","epoch":2}');
  await expect(operator.switchover('us-west-2', 'ann')).rejects.toThrow(why);
  await expect(operator.rejoin('us-west-2', 'ann')).rejects.toMatchObject({
    code: 'OPERATOR_REFUSED',
  });
  expect(await automation.isRequested()).toBe(false);
});

it('leads to the active region, or to one that traffic cannot be led to, never', async () => {
  const { store, operator } = rig();
  await store.put('blackstart/semantest/writer', '{"region":"us-east-1","epoch":2}');
  await expect(operator.switchover('us-east-1', 'ann')).rejects.toThrow(/active already/);
  await expect(operator.switchover('eu-west-1', 'ann')).rejects.toThrow(/us-west-2 alone/);
});

it('leads to no region where something is down that it needs', async () => {
  const { store, operator, facts } = rig();
  await store.put('blackstart/semantest/writer', '{"region":"us-east-1","epoch":4}');
  const down = { measure: 'reachable', value: false, region: 'us-west-2', atMs: 0 } as const;
  facts.push({ ...down, of: 'kafka' }, { ...down, of: 's3' });
  const refused = operator.switchover('us-west-2', 'ann');
  await expect(refused).rejects.toThrow('us-west-2 could not serve: kafka, s3 are down there');
});

it('leads to no region that refuses what it needs there', async () => {
  const { store, automation, operator, refused } = rig();
  await store.put('blackstart/semantest/writer', '{"region":"us-east-1","epoch":4}');
  refused.push({ of: 's3', region: 'us-west-2', why: 'refuses the key: put it right' });
  const asked = operator.switchover('us-west-2', 'ann');
  await expect(asked).rejects.toThrow('us-west-2 could not serve: s3 refuses the key: put it');
  expect(await automation.isRequested()).toBe(false);
});

it('hands a request on once', async () => {
  const { automation } = rig();
  const request = { action: 'switchover', from: 'a', to: 'b', epoch: 2, by: 'ann' } as const;
  await automation.request(request);
  expect(await automation.isRequested()).toBe(true);
  const taken = await Promise.all([automation.takeRequest(), automation.takeRequest()]);
  expect(taken.filter(Boolean)).toEqual([request]);
  expect(await automation.isRequested()).toBe(false);
});

it.each([
  ['another member was asked then', false],
  ['none answered then', new ControlStoreUnavailable('away')],
])('takes a request whose taking was answered by nobody, where %s', async (_, answer) => {
  const store = storeInProcess();
  let lost = 0;
  const compareAndSwap: typeof store.compareAndSwap = async (...words) => {
    const done = await store.compareAndSwap(...words);
    lost += 1;
    if (lost > 1) return done;
    if (answer) throw answer;
    return false;
  };
  const automation = new Automation(clock, { ...store, compareAndSwap }, 'operator/');
  const request = { action: 'switchover', from: 'a', to: 'b', epoch: 2, by: 'ann' } as const;
  await automation.request(request);
  expect(await automation.takeRequest()).toEqual(request);
  expect(await automation.isRequested()).toBe(false);
  expect(await automation.takeRequest()).toBeUndefined();
});
