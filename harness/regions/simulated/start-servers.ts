import { until } from '../../../engine/index.ts';
import { createWan } from '../../wan/create-wan.ts';
import type { Wan } from '../../wan/link.ts';
import type { ServerName } from '../runtime.ts';
import { controlKey, putControlKey } from './control-keys.ts';
import { deadlines } from './deadlines.ts';
import type { Fleet } from './fleet.ts';
import { leadQuorum } from './lead-quorum.ts';
import { provisionDatabase } from './provision-database.ts';
import { createTopics } from './provision-topics.ts';
import { awaitReplication } from './replication.ts';
import { get } from './servers/probes.ts';
import { activeRegion, type Site } from './site.ts';
import { wanOptions } from './wan-options.ts';

export interface Starting {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly planName: string;
  readonly topics: readonly string[];
  readonly report: (region: string, server: ServerName, message: string) => void;
  readonly signal: AbortSignal;
}

export type OpenWan = Wan & AsyncDisposable;

/**
 * Starts everything at once, each as soon as what it truly needs is there. The promises are all
 * that is under way; the first of them gives the links.
 */
export function startServers(starting: Starting): [Promise<OpenWan>, ...Promise<unknown>[]] {
  const { site, fleet, topics, signal, report } = starting;
  const { addresses, topology, clock } = site;
  const active = activeRegion(topology);
  const others = addresses.regions.filter((region) => region !== active);
  const begin = async (region: string, name: ServerName): Promise<void> => {
    signal.throwIfAborted();
    report(region, name, 'starts');
    await fleet.server(region, name).start(signal);
    report(region, name, 'ready');
  };
  const inEach = (work: (region: string) => Promise<void>) =>
    new Map(addresses.regions.map((region) => [region, work(region)]));

  const links = begin('wan', 'toxiproxy').then(() => createWan(wanOptions(site)));
  const brokers = inEach(async (region) => {
    await Promise.all(addresses.brokers(region).map((name) => begin(region, name)));
    await createTopics(clock, addresses.localBrokers(region), topics, signal);
  });
  const primary = startPrimary(starting, active, others, begin);
  const objects = inEach((region) => begin(region, 'localstack'));
  const caches = inEach((region) => begin(region, 'redis'));
  const quorum = startQuorum(starting, active, begin);
  const databases = inEach(async (region) => {
    await primary;
    if (region === active) return;
    await links;
    report(region, 'postgres', 'copies');
    await fleet.machine(region).copyFrom(active, signal);
    fleet.machine(region).follow(active);
    await begin(region, 'postgres');
  });
  const mirrors = topology.mirrors.map(async ({ from, to }) => {
    await Promise.all([links, brokers.get(from), brokers.get(to)]);
    await begin(to, 'mirrormaker');
  });
  const names = begin('cloud', 'cloud');
  const gateways = inEach((region) => begin(region, 'haproxy'));
  const apps = inEach(async (region) => {
    const stores = [brokers, databases, objects, caches].map((of) => of.get(region));
    await Promise.all([...stores, quorum, links]);
    await begin(region, 'app');
  });
  const everything = [brokers, databases, objects, caches, gateways, apps].flatMap((of) => [
    ...of.values(),
  ]);
  const replication = Promise.all([...databases.values(), ...caches.values()]).then(() =>
    awaitReplication(starting, active, others),
  );
  const serving = Promise.all([...apps.values(), ...gateways.values()]).then(() =>
    until(
      clock,
      { what: `the service in ${active} to accept writes`, ms: deadlines.appMs, everyMs: 50 },
      async () => (await get(addresses.local(active, 'gateway'), '/ready')).status === 200,
      signal,
    ),
  );
  const members = addresses.regions.map((region) => addresses.local(region, 'etcd'));
  // A leader that is starved while all others start loses its place, so it is given last.
  const led = Promise.all([quorum, serving, ...everything, ...mirrors]).then(() =>
    leadQuorum(clock, members, addresses.local(active, 'etcd'), signal),
  );
  return [links, primary, quorum, names, replication, serving, led, ...everything, ...mirrors];
}

type Begin = (region: string, name: ServerName) => Promise<void>;

async function startPrimary(
  { site, fleet, signal, report }: Starting,
  active: string,
  others: readonly string[],
  begin: Begin,
): Promise<void> {
  report(active, 'postgres', 'initialises');
  await fleet.machine(active).initialise(signal);
  await begin(active, 'postgres');
  await provisionDatabase(fleet.machine(active), site.accounts, others);
}

async function startQuorum(
  { site, planName }: Starting,
  active: string,
  begin: Begin,
): Promise<void> {
  const { addresses } = site;
  await Promise.all(
    addresses.regions.flatMap((region) => [begin(region, 'egress'), begin(region, 'etcd')]),
  );
  const member = addresses.local(active, 'etcd');
  const first = { region: active, epoch: 1 };
  await putControlKey(member, controlKey(planName, 'writer'), first);
  await putControlKey(member, controlKey(planName, 'routing'), first);
}
