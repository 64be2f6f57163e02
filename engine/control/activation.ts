import { readyToActivate, refuseOtherNames } from '../failover/ready-to-activate.ts';
import { type Assignment, assignmentFrom, type World } from '../failover/world.ts';
import { controlKeys } from '../plan/control-keys.ts';
import { until } from '../ports/until.ts';
import { OperatorRefused } from '../surface/operator.ts';
import { deadlines } from '../systems/deadlines.ts';
import type { Controller } from './controller.ts';
import type { ControllerParts } from './controller-parts.ts';
import { nothingUnderWay } from './nothing-under-way.ts';
import { refusing } from './refusing.ts';

export interface ActivationParts
  extends Pick<ControllerParts, 'world' | 'automation' | 'observer'> {
  readonly controller: Pick<Controller, 'view'>;
}

/**
 * An operator gives all other regions up, and has this controller's own serve. Nothing of that is
 * decided here: without a quorum nobody could tell a loss from being cut off, and so it is refused
 * while the store agrees, or anything is seen of a region that is named. First the store is made to
 * stand alone, since nothing can be asked in one that answers nobody; whoever asks once more, after
 * that was done and the rest was not, goes on from there. Throws OperatorRefused, and
 * ControlStoreUnavailable.
 */
export async function activate(
  { world, automation, observer, controller }: ActivationParts,
  lost: readonly string[],
  by: string,
): Promise<void> {
  await refusing(refuseOtherNames(world, lost));
  const before = await standingOf(world);
  if (before === 'agrees') {
    const ways = 'it fails over by itself, and POST /switchover moves what is well';
    throw new OperatorRefused(`the control store has its quorum: ${ways}`);
  }
  const signs = { facts: controller.view().facts, heard: observer.heard() };
  const above = await refusing(readyToActivate(world, lost, signs));
  if (before === 'silent') await refusing(makeStandAlone(world));
  const newest = await nothingUnderWay(world, automation);
  const writer = await writerIn(world);
  const from = writer && writer.region !== 'none' ? writer.region : newest?.from;
  if (!writer || from === undefined) throw new OperatorRefused('nobody knows who wrote last');
  const { home: to } = world.endpoints;
  await automation.request({ action: 'activate', from, to, epoch: writer.epoch, above, by });
}

async function writerIn({ store, plan }: World): Promise<Assignment | undefined> {
  const stored = await store.get(controlKeys(plan.name).writer);
  return stored && assignmentFrom(stored.value);
}

/** alone: it answers, and has no member elsewhere any more. */
async function standingOf(world: World): Promise<'agrees' | 'alone' | 'silent'> {
  const answers = await writerIn(world).then(
    () => true,
    () => false,
  );
  if (!answers) return 'silent';
  return (await world.store.size()) === 1 ? 'alone' : 'agrees';
}

async function makeStandAlone(world: World): Promise<void> {
  const { home } = world.endpoints;
  const agent = world.agents[home];
  if (!agent) {
    const byHand = 'start its etcd with --force-new-cluster by hand, once, and ask again';
    throw new Error(`${home} has no agent among the endpoints: ${byHand}`);
  }
  await agent.standAlone(deadlines.storeAloneMs);
  const serves = { what: `the control store of ${home} to answer`, ms: deadlines.controlStoreMs };
  await until(world.clock, serves, async () => (await writerIn(world)) !== undefined);
}
