import { expect, it } from 'vitest';
import type { Step } from '../failover/step.ts';
import { leftUndone, lookedKey } from './runbook-list.ts';
import { ControlRoom, plan } from './testing/control-room.ts';

const dead = 'database_primary_failure';

/** A step that a runbook can do without fails; nothing is left of another that does. */
async function moved() {
  const failing = (name: string, why: string): Step => ({
    ...{ name, needs: [], deadlineMs: 1_000, bestEffort: true },
    run: () => Promise.reject(new Error(why)),
  });
  const room = new ControlRoom([
    failing('repoint', 'eu-west-1 is silent'),
    { ...failing('warm', 'slow'), passing: true },
  ]);
  const controller = room.start('us-west-2');
  await room.lead('us-west-2');
  await room.look();
  room.hold(dead);
  await room.look();
  room.seen.heldSinceMs = {};
  await readAgain(room);
  return { room, controller };
}

/** The control store is read once in the time of a lease. */
const readAgain = (room: ControlRoom) => room.clock.pass(2 * plan.fencing.leaseTtlMs);

const toldOf = (room: ControlRoom) =>
  room.alerts
    .filter(({ trigger }) => trigger === 'left_repoint')
    .map(({ severity, kind, summary }) => `${severity} ${kind}: ${summary}`);

const words = 'left in us-west-2: repoint (eu-west-1 is silent)';
const isTold = `warning trigger: ${words}`;

it('says with a recovery what it has succeeded without', async () => {
  const { room } = await moved();
  await using _ = room;
  const over = room.alerts.find(({ trigger, kind }) => trigger === dead && kind === 'resolve');
  expect(over?.summary).toMatch(/^us-west-2 serves, .*; left: repoint \(eu-west-1 is silent\)$/);
  expect(room.said('recovered')).toEqual([over?.summary]);
});

it('warns once of what is left, and has it in the status, until a person has looked', async () => {
  const { room, controller } = await moved();
  await using _ = room;
  await readAgain(room);
  expect(toldOf(room)).toEqual([isTold]);
  const step = { step: 'repoint', region: 'us-west-2', why: 'eu-west-1 is silent' };
  expect(controller.status()).toMatchObject({ left: [step] });
  const left = await leftUndone({ store: room.store, plan }, { looked: [] });
  await room.automation.change({ looked: left.map(lookedKey) });
  await readAgain(room);
  expect(toldOf(room)).toEqual([isTold, `info resolve: not seen any more: ${words}`]);
  expect(controller.status()).toMatchObject({ left: [] });
});

it('is known to the controller that leads next, too, which does not warn again', async () => {
  const { room } = await moved();
  await using _ = room;
  const next = room.start('eu-west-1');
  await room.lead('eu-west-1');
  await readAgain(room);
  expect(toldOf(room)).toEqual([isTold]);
  expect(next.status()).toMatchObject({ left: [{ step: 'repoint' }] });
});
