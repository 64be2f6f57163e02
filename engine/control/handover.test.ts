import { expect, it } from 'vitest';
import { firstRecord } from '../failover/runbook.ts';
import { controlKeys } from '../plan/control-keys.ts';
import { ControlRoom, plan } from './testing/control-room.ts';

const dead = 'database_primary_failure';
const [first, next] = ['us-west-2', 'eu-west-1'] as const;
const key = controlKeys(plan.name).incidents;
const { heldForMs = 0 } = plan.triggers[dead] ?? {};

/** Nothing is done while it is paused, and so what has held is told. All have watched for long. */
async function paused(...homes: string[]) {
  const room = new ControlRoom();
  await room.automation.change({ paused: true });
  for (const home of homes) room.start(home);
  await room.lead(first);
  await room.clock.pass(heldForMs);
  return room;
}

const toldOf = (room: ControlRoom) =>
  room.alerts.map(({ by, kind, stage }) => `${by} ${kind} ${stage}`);

it.each([true, false])(
  'has what one told ended by the next, which says so alone; the first is lost: %s',
  async (isLost) => {
    await using room = await paused(first, next);
    room.hold(dead);
    await room.look();
    if (isLost) await room.kill(first);
    await room.lead(next);
    await room.look();
    expect(toldOf(room)).toEqual([`${first} trigger detected`]);
    room.seen.heldSinceMs = {};
    await room.look();
    await room.look();
    expect(toldOf(room)).toEqual([`${first} trigger detected`, `${next} resolve over`]);
    const keys = new Set(room.alerts.map(({ dedupKey }) => dedupKey));
    expect([...keys]).toEqual([`${plan.name}/us-east-1/${dead}`]);
    expect((await room.store.get(key))?.value).toBe('[]');
  },
);

it('takes over once more what it has handed over, when it leads again', async () => {
  await using room = await paused(first, next);
  room.hold(dead);
  await room.look();
  for (const home of [next, first]) {
    await room.lead(home);
    await room.look();
  }
  room.seen.heldSinceMs = {};
  await room.look();
  expect(toldOf(room)).toEqual([`${first} trigger detected`, `${first} resolve over`]);
});

it('ends a region that is unfit for the leader before, and is not any more', async () => {
  await using room = await paused(first, next);
  room.seen.unfit = [{ of: 'redis', region: 'us-west-2', why: 'refuses the login' }];
  await room.look();
  await room.kill(first);
  room.seen.unfit = [];
  await room.clock.pass(plan.probes.preflight?.retryEveryMs ?? 0);
  await room.lead(next);
  await room.look();
  expect(toldOf(room)).toEqual([`${first} trigger unfit`, `${next} resolve over`]);
});

it('does not take for over what it has not watched for its time, as after a restart', async () => {
  await using room = await paused(first);
  room.hold(dead);
  await room.look();
  await room.kill(first);
  room.seen.heldSinceMs = {};
  room.start(next);
  await room.lead(next);
  await room.clock.pass(heldForMs - plan.probes.database.everyMs);
  expect(toldOf(room)).toEqual([`${first} trigger detected`]);
  await room.clock.pass(2 * plan.probes.database.everyMs);
  expect(toldOf(room).at(-1)).toBe(`${next} resolve over`);
});

it.each([
  ['somebody has looked while nobody led', true],
  ['nobody has looked', false],
])('ends what a runbook failed for only once a person has looked: %s', async (_, isLooked) => {
  await using room = new ControlRoom();
  room.start(next);
  const decision = { kind: 'failover', trigger: dead, action: 'database-failover' } as const;
  const failed = firstRecord({ ...decision, from: 'us-east-1', to: first, epoch: 2 });
  const record = JSON.stringify({ ...failed, outcome: 'failed' });
  await room.store.put(`${controlKeys(plan.name).runbooks}${failed.id}`, record);
  const incident = { trigger: dead, region: 'us-east-1', epoch: 2, kind: 'failed' };
  await room.store.put(key, JSON.stringify([incident]));
  if (isLooked) await room.automation.change({ cleared: failed.id });
  await room.clock.pass(heldForMs);
  await room.lead(next);
  await room.look();
  expect(toldOf(room)).toEqual(isLooked ? [`${next} resolve over`] : []);
  await room.automation.change({ cleared: failed.id });
  await room.clock.pass(2 * plan.fencing.leaseTtlMs);
  expect(toldOf(room)).toEqual([`${next} resolve over`]);
});

it('tells what is to be told where what is kept is no such thing', async () => {
  await using room = await paused(first);
  await room.store.put(key, '{"trigger":');
  await room.lead(first);
  room.hold(dead);
  await room.look();
  expect(toldOf(room)).toEqual([`${first} trigger detected`]);
  expect(JSON.parse((await room.store.get(key))?.value ?? '')).toMatchObject([{ trigger: dead }]);
});

it('waits for nothing of it before a failover', async () => {
  await using room = new ControlRoom();
  const { get } = room.store;
  Object.assign(room.store, {
    get: (asked: string) => (asked === key ? new Promise(() => undefined) : get(asked)),
  });
  room.start(first);
  await room.lead(first);
  await room.look();
  room.hold(dead);
  await room.look();
  expect(room.said('recovered')).toHaveLength(1);
});
