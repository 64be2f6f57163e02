import { expect, it } from 'vitest';
import { ControlRoom, plan } from './testing/control-room.ts';

const slow = 'high_latency_degradation';
const dead = 'database_primary_failure';

/** A room in which a person is asked because the service is slow. */
async function asking() {
  const room = new ControlRoom();
  room.start('us-west-2');
  await room.lead('us-west-2');
  await room.look();
  room.hold(slow);
  await room.look();
  const id = await room.question();
  if (id === undefined) throw new Error('expected a question');
  return { room, id };
}

it('does nothing when a person says no, and does not ask again while it goes on', async () => {
  const { room, id } = await asking();
  await using _ = room;
  await room.automation.answer({ question: id, yes: false, by: 'ann' });
  await room.look();
  await room.look();
  expect(room.said('answered')).toEqual(['no, says ann']);
  expect(room.said('decided')).toEqual([]);
  expect(room.said('asked')).toHaveLength(1);
  expect(await room.question()).toBeUndefined();
});

it('declines by itself what nobody answers in time, and takes no answer after that', async () => {
  const { room, id } = await asking();
  await using _ = room;
  await room.clock.pass(plan.control.askForMs);
  expect(room.said('answered')).toEqual(['nobody answered in time']);
  await room.automation.answer({ question: id, yes: true, by: 'ann' });
  await room.look();
  expect(room.said('decided')).toEqual([]);
  expect(await room.question()).toBeUndefined();
});

it('fails over by itself while a person is asked, who has not to answer any more', async () => {
  const { room, id } = await asking();
  await using _ = room;
  room.hold(dead);
  await room.look();
  expect(room.said('decided')).toEqual(['us-east-1 to us-west-2']);
  expect(room.said('withdrawn')).toEqual([`${dead} needs no answer`]);
  expect(room.alerts.map(({ summary }) => summary)).toContainEqual(
    `${slow}: question ${id} is withdrawn: ${dead} needs no answer`,
  );
  expect(await room.question()).toBeUndefined();
});

it('withdraws the question of the leader before, and asks anew', async () => {
  const { room, id } = await asking();
  await using _ = room;
  room.start('eu-west-1');
  await room.lead('eu-west-1');
  await room.automation.answer({ question: id, yes: true, by: 'ann' });
  await room.look();
  expect(room.said('withdrawn')).toEqual(['another controller leads']);
  expect(room.said('asked')).toHaveLength(2);
  expect(room.said('decided')).toEqual([]);
  const next = await room.question();
  expect(next).not.toBe(id);
  await room.automation.answer({ question: next ?? '', yes: true, by: 'ben' });
  await room.look();
  expect(room.said('answered')).toEqual(['yes, says ben']);
  expect(room.said('decided')).toHaveLength(1);
});

it('takes back what the leader before has asked, also when that is over', async () => {
  const { room } = await asking();
  await using _ = room;
  room.start('eu-west-1');
  await room.lead('eu-west-1');
  room.seen.heldSinceMs = {};
  await room.look();
  expect(room.said('withdrawn')).toEqual(['another controller leads']);
  expect(await room.question()).toBeUndefined();
});

it('asks nobody while it is paused, whatever was answered, and anew after that', async () => {
  const { room, id } = await asking();
  await using _ = room;
  await room.automation.change({ paused: true, by: 'ann' });
  await room.automation.answer({ question: id, yes: true, by: 'ben' });
  await room.clock.pass(2 * plan.fencing.leaseTtlMs);
  expect(room.said('withdrawn')).toEqual(['an operator has paused']);
  expect([...room.said('answered'), ...room.said('decided')]).toEqual([]);
  expect(await room.question()).toBeUndefined();
  await room.automation.change({ paused: false, by: 'ann' });
  await room.clock.pass(2 * plan.fencing.leaseTtlMs);
  expect(room.said('asked')).toHaveLength(2);
});

it.each([
  ['the condition is over', { heldSinceMs: {} }, 'healthy'],
  ['no standby can take over', { standbys: [] }, 'no-target'],
])('does nothing after a yes when %s by then, and says so', async (_, change, why) => {
  const { room, id } = await asking();
  await using __ = room;
  Object.assign(room.seen, change);
  await room.automation.answer({ question: id, yes: true, by: 'ann' });
  await room.look();
  expect(room.said('answered')).toEqual([`yes, says ann; nothing is done: ${why}`]);
  expect(room.said('decided')).toEqual([]);
  expect(await room.question()).toBeUndefined();
});

it('asks again when a yes came after more would be lost than was asked about', async () => {
  const { room, id } = await asking();
  await using _ = room;
  room.seen.primary = [
    { atMs: -300_000, lsn: 9n },
    { atMs: 0, lsn: 10n },
  ];
  await room.automation.answer({ question: id, yes: true, by: 'ann' });
  await room.look();
  expect(room.said('decided')).toEqual([]);
  expect(room.said('asked').at(-1)).toMatch(/loss-beyond-rpo, 300000 ms/);
  await room.automation.answer({ question: (await room.question()) ?? '', yes: true, by: 'ben' });
  await room.look();
  expect(room.said('decided')).toHaveLength(1);
});

it('asks anew when the condition holds anew, and takes no answer to the one before', async () => {
  const { room, id } = await asking();
  await using _ = room;
  await room.automation.answer({ question: id, yes: false, by: 'ann' });
  await room.look();
  room.seen.heldSinceMs = {};
  await room.look();
  room.hold(slow);
  await room.look();
  await room.look();
  expect(room.said('asked')).toHaveLength(2);
  expect(room.said('answered')).toHaveLength(1);
  expect(await room.question()).not.toBe(id);
  expect(await room.question()).toBeDefined();
});
