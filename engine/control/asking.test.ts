import { expect, it } from 'vitest';
import { ControlRoom } from './testing/control-room.ts';

const slow = 'high_latency_degradation';

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

it('asks anew when the condition holds anew, and takes no answer to the question before', async () => {
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
