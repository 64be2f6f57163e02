import { expect, it } from 'vitest';
import { firstRecord } from '../failover/runbook.ts';
import { ControlRoom, keys, plan } from './testing/control-room.ts';

const dead = 'database_primary_failure';
const slow = 'high_latency_degradation';

async function leading() {
  const room = new ControlRoom();
  room.start('us-west-2');
  await room.lead('us-west-2');
  await room.look();
  return room;
}

const toldOf = (room: ControlRoom, trigger: string) =>
  room.alerts
    .filter((alert) => alert.trigger === trigger)
    .map(({ severity, kind, summary }) => `${severity} ${kind}: ${summary}`);
const notDone = (why: string) => `critical trigger: ${dead} in us-east-1: no failover: ${why}`;

it('tells once that it would fail over and is paused, and that it is over', async () => {
  await using room = await leading();
  await room.automation.change({ paused: true, by: 'ann' });
  await room.clock.pass(2 * plan.fencing.leaseTtlMs);
  room.hold(dead);
  await room.look();
  await room.look();
  expect(toldOf(room, dead)).toEqual([notDone('paused')]);
  room.seen.heldSinceMs = {};
  await room.look();
  expect(toldOf(room, dead)[1]).toBe(`info resolve: ${dead} in us-east-1 is over`);
});

it('tells once that it would fail over and a runbook has to be looked at', async () => {
  await using room = new ControlRoom();
  const decision = { kind: 'failover', trigger: slow, action: 'shift-traffic', epoch: 2 } as const;
  const begun = firstRecord({ ...decision, from: 'us-west-2', to: 'us-east-1' });
  const record = JSON.stringify({ ...begun, outcome: 'failed' });
  await room.store.put(`${keys.runbooks}${begun.id}`, record);
  room.start('us-west-2');
  await room.lead('us-west-2');
  room.hold(dead);
  await room.look();
  await room.look();
  expect(toldOf(room, dead)).toEqual([notDone('stuck')]);
});

it('tells nothing of a condition that has not held for its time', async () => {
  await using room = await leading();
  await room.automation.change({ paused: true, by: 'ann' });
  await room.clock.pass(2 * plan.fencing.leaseTtlMs);
  room.seen.heldSinceMs = { [dead]: room.clock.monotonicMs() };
  await room.look();
  expect(room.alerts).toEqual([]);
});

it('tells that a primary lives which nobody reaches, once that has lasted', async () => {
  await using room = await leading();
  const { heldForMs = 0 } = plan.triggers[dead] ?? {};
  room.seen.standbys = room.seen.standbys.map((each) => ({
    ...each,
    primaryHeardAtMs: Number.MAX_SAFE_INTEGER,
  }));
  room.hold(dead);
  await room.look();
  expect(room.alerts).toEqual([]);
  await room.clock.pass(heldForMs);
  expect(toldOf(room, dead)).toEqual([notDone('primary-alive')]);
});

it('tells of what it would ask while another question is open', async () => {
  await using room = await leading();
  room.hold(slow);
  await room.look();
  room.seen.primary = [];
  room.hold(dead);
  await room.look();
  expect(room.said('asked')).toHaveLength(1);
  expect(toldOf(room, dead)).toEqual([notDone('busy')]);
});

it('tells what it sees alone where there is no quorum and nobody leads, and ends it', async () => {
  await using room = new ControlRoom();
  room.start('eu-west-1');
  await room.look();
  room.seen.quorum = false;
  room.hold(dead);
  room.seen.ownSinceMs = room.seen.heldSinceMs;
  room.seen.heldSinceMs = {};
  await room.look();
  await room.look();
  const told = notDone('no-quorum, as eu-west-1 alone sees it');
  expect(toldOf(room, dead)).toEqual([told]);
  room.seen.quorum = true;
  room.seen.ownSinceMs = {};
  await room.look();
  expect(toldOf(room, dead)).toEqual([told, `info resolve: ${dead} in us-east-1 is over`]);
});
