import { askInfo } from '../redis-operator.ts';
import { isStreaming } from '../replication.ts';
import type { SimulatedRegions } from '../simulated-regions.ts';
import { activeRegion, slotFor } from '../site.ts';
import { synchronousStandbyNames } from '../synchronous-standbys.ts';
import { copiesAmiss } from '../topic-copies.ts';
import { hasPolicy } from './restore-bucket.ts';
import { fenceEpoch, readKeys } from './restore-control.ts';
import { memberDifferences } from './restore-members.ts';
import { refusedTopics } from './restore-queue.ts';

/** Where things differ from the first topology now, a sentence each; found by asking. */
export async function differencesOf(regions: SimulatedRegions): Promise<readonly string[]> {
  const active = activeRegion(regions.topology);
  const others = regions.addresses.regions.filter((region) => region !== active);
  const ended = regions.servers.filter((server) => server.pid() === undefined);
  const found = await Promise.all([
    ended.map(({ region, name }) => `${name} in ${region} does not run`),
    asked('links', () => regions.wan.differences()),
    asked('keys', () => keys(regions, active)),
    ...regions.addresses.regions.map((region) =>
      asked(`etcd in ${region}`, () => memberDifferences(regions, region)),
    ),
    ...regions.addresses.regions.map((region) =>
      asked(`Postgres in ${region}`, () => database(regions, region, active)),
    ),
    ...others.map((region) =>
      asked(`replication to ${region}`, async () =>
        (await isStreaming(regions.fleet, active, region))
          ? []
          : [`Postgres in ${region} does not stream from ${active}`],
      ),
    ),
    ...regions.addresses.regions.map((region) =>
      asked(`Redis in ${region}`, () => cache(regions, region, active)),
    ),
    asked(`Kafka in ${active}`, () => queue(regions, active)),
    asked(`S3 in ${active}`, () => bucket(regions, active)),
    ...regions.addresses.regions
      .filter((region) => regions.addresses.brokers(region).length > 1)
      .map((region) => asked(`Kafka in ${region}`, () => copies(regions, region))),
  ]);
  return found.flat();
}

async function asked(
  what: string,
  ask: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await ask();
  } catch (error) {
    return [`${what} cannot be asked: ${error instanceof Error ? error.message : error}`];
  }
}

async function database(
  { fleet, addresses, topology }: SimulatedRegions,
  region: string,
  active: string,
): Promise<readonly string[]> {
  const [row] = await fleet.machine(region).query(`
    select pg_is_in_recovery() as standby,
           current_setting('default_transaction_read_only') as refuses,
           current_setting('synchronous_standby_names') as names,
           (select coalesce(string_agg(slot_name, ',' order by slot_name), '')
              from pg_replication_slots) as slots`);
  const primary = region === active;
  const names = synchronousStandbyNames(topology, region);
  const slots = primary ? addresses.regions.filter((one) => one !== active).map(slotFor) : [];
  return [
    ...(row?.standby === !primary
      ? []
      : [`Postgres in ${region} is a ${primary ? 'standby' : 'primary'}`]),
    ...(row?.refuses === 'off' ? [] : [`Postgres in ${region} is set to refuse writes`]),
    ...(row?.names === names
      ? []
      : [`Postgres in ${region} waits for the standbys '${row?.names}', not '${names}'`]),
    ...(row?.slots === slots.toSorted().join()
      ? []
      : [`Postgres in ${region} has the slots [${row?.slots}], not [${slots}]`]),
  ];
}

async function cache(
  { addresses }: SimulatedRegions,
  region: string,
  active: string,
): Promise<readonly string[]> {
  const info = await askInfo(addresses.local(region, 'redis'));
  const role = info.get('role');
  if (region === active) {
    if (role !== 'master') return [`Redis in ${region} is a replica`];
    return info.has('min_slaves_good_slaves') ? [`Redis in ${region} is set to refuse writes`] : [];
  }
  if (role === 'master') return [`Redis in ${region} is a primary`];
  const source = addresses.over(region, active, 'redis').host;
  if (info.get('master_host') !== source) return [`Redis in ${region} does not follow ${active}`];
  if (info.get('master_link_status') === 'up') return [];
  return [`Redis in ${region} has lost ${active}`];
}

async function queue({ addresses }: SimulatedRegions, region: string): Promise<readonly string[]> {
  const refused = await refusedTopics(addresses.localBrokers(region));
  return refused.length > 0 ? [`Kafka in ${region} is set to refuse writes to ${refused}`] : [];
}

async function bucket(regions: SimulatedRegions, region: string): Promise<readonly string[]> {
  const refuses = await hasPolicy(regions, region);
  return refuses ? [`S3 in ${region} has a policy for its bucket`] : [];
}

async function copies({ addresses }: SimulatedRegions, region: string): Promise<readonly string[]> {
  const found = await copiesAmiss(addresses.localBrokers(region));
  return found.map((one) => `Kafka in ${region}: ${one}`);
}

async function keys(regions: SimulatedRegions, active: string): Promise<readonly string[]> {
  const [writer, routing] = await readKeys(regions);
  const named = { writer, routing };
  const machine = regions.fleet.machine(active);
  const epoch = await fenceEpoch(machine, regions.site.accounts.database);
  return Object.entries(named).flatMap(([key, value]) => [
    ...(value?.region === active ? [] : [`the key ${key} names ${value?.region ?? 'nobody'}`]),
    ...(value?.epoch === epoch
      ? []
      : [`the key ${key} is in epoch ${value?.epoch}, the database of ${active} in ${epoch}`]),
  ]);
}
