import type { Clock } from '../../../../engine/index.ts';
import { awaitReplication } from '../replication.ts';
import type { SimulatedRegions } from '../simulated-regions.ts';
import { activeRegion } from '../site.ts';
import { untilWhole } from '../topic-copies.ts';
import { differencesOf } from './differences.ts';
import { findPrimary } from './find-primary.ts';
import { openBucket } from './restore-bucket.ts';
import { restoreCache } from './restore-cache.ts';
import { fenceAll, forgetRunbooks, isOpen, openActive } from './restore-control.ts';
import { restoreDatabase } from './restore-database.ts';
import { restoreMembers } from './restore-members.ts';
import { openTopics } from './restore-queue.ts';

/**
 * Brings back the first topology after faults are healed, as the operator of the machines would:
 * what ended is started, data moves back without loss, and the active region opens, in a new epoch
 * if anything was moved. Changes nothing where nothing differs, but that every queue and every
 * bucket is open, and that no runbook is left: the next engine may not know that another one closed
 * it, and must not take up what that one began. Throws ServerFailed or
 * DeadlineExceeded.
 */
export async function restore(regions: SimulatedRegions, clock: Clock): Promise<void> {
  if ((await differencesOf(regions)).length > 0) await bringBack(regions, clock);
  const { addresses } = regions;
  await Promise.all([
    forgetRunbooks(regions),
    ...addresses.regions.flatMap((region) => [
      openTopics(addresses.localBrokers(region)),
      openBucket(regions, region),
    ]),
  ]);
}

async function bringBack(regions: SimulatedRegions, clock: Clock): Promise<void> {
  const ended = regions.servers.filter((server) => server.pid() === undefined);
  await Promise.all(
    ended.filter(({ name }) => name !== 'postgres').map((server) => server.start()),
  );
  await restoreMembers(regions);
  const active = activeRegion(regions.topology);
  const others = regions.addresses.regions.filter((region) => region !== active);
  const present = await findPrimary(regions);
  if (present !== undefined && present !== active) await fenceAll(regions);
  await Promise.all([
    restoreDatabase(regions, clock, present),
    restoreCache(regions, clock),
    ...regions.addresses.regions.map((region) =>
      untilWhole(clock, regions.addresses.localBrokers(region)),
    ),
  ]);
  if (!(await isOpen(regions))) await openActive(regions, clock);
  await awaitReplication(regions, active, others);
}
