import { type Address, type Clock, until } from '../../engine/index.ts';
import type { Topology } from '../regions/topology.ts';
import { deadlines } from './deadlines.ts';
import type { CutManner, Link, Wan } from './link.ts';
import {
  blackHoleToxics,
  type CleanProxy,
  differencesOf,
  formatAddress,
  type Stream,
  slowToxic,
  streams,
} from './proxy.ts';
import { eachAtOnce, openProxy, restoreProxies } from './restore-proxies.ts';
import { ControlPortError, connectToxiproxy, type Toxiproxy } from './toxiproxy.ts';

/** Where a link begins, and the server it leads to. */
export interface Path {
  readonly listen: Address;
  readonly upstream: Address;
}

export interface WanOptions {
  /** Control port of a Toxiproxy that is this run's alone. */
  readonly api: Address;
  readonly topology: Topology;
  /** Path of each service of a link, by the service's name. */
  readonly paths: (from: string, to: string) => Readonly<Record<string, Path>>;
  readonly clock: Clock;
}

/** Makes every link of the topology. The control port may still be starting. */
export async function createWan(options: WanOptions): Promise<Wan & AsyncDisposable> {
  const toxiproxy = connectToxiproxy(options.api);
  const links = options.topology.links.map((link) => layLink(options, link));
  const proxies = links.flatMap((link) => [...link.proxies.values()]);
  const up = { what: 'Toxiproxy to make the links', ms: deadlines.createMs };
  await until(options.clock, up, async () => {
    await toxiproxy.populate(proxies);
    return true;
  });
  await eachAtOnce(proxies, (proxy) => openProxy(toxiproxy, proxy));

  const find = (from: string, to: string): LaidLink => {
    const link = links.find((one) => one.from === from && one.to === to);
    if (!link) throw new RangeError(`no link from ${from} to ${to} in ${options.topology.name}`);
    return link;
  };
  const clean: Wan['clean'] = (from, to, services) => ({
    api: options.api,
    proxies: proxiesOf(find(from, to), services),
  });
  return {
    links,
    link: find,
    clean,
    cut: async (from, to, manner, services, of = streams) =>
      eachAtOnce(clean(from, to, services).proxies, (proxy) =>
        cutProxy(toxiproxy, proxy, manner, of),
      ),
    slow: async (from, to, byMs, services) =>
      eachAtOnce(clean(from, to, services).proxies, ({ name }) =>
        toxiproxy.addToxic(name, slowToxic(byMs)),
      ),
    isSlow: async (from, to, byMs, services) => {
      const { name } = slowToxic(byMs);
      const states = await toxiproxy.readAll();
      return clean(from, to, services).proxies.every((proxy) =>
        states.get(proxy.name)?.toxics.some((toxic) => toxic.name === name),
      );
    },
    restore: async (from, to, services) =>
      restoreProxies(options.clock, toxiproxy, clean(from, to, services).proxies),
    differences: () => differencesOfAll(toxiproxy, proxies),
    [Symbol.asyncDispose]: () => toxiproxy[Symbol.asyncDispose]() as Promise<void>,
  };
}

interface LaidLink extends Link {
  readonly proxies: ReadonlyMap<string, CleanProxy>;
}

function layLink({ topology, paths }: WanOptions, link: Topology['links'][number]): LaidLink {
  const { from, to, delayMs } = link;
  const back = topology.links.find((one) => one.from === to && one.to === from) ?? link;
  const entries = Object.entries(paths(from, to));
  const proxies = entries.map(([service, path]): [string, CleanProxy] => [
    service,
    {
      name: `${from}>${to}:${service}`,
      listen: formatAddress(path.listen),
      upstream: formatAddress(path.upstream),
      delayMs: { upstream: Math.round(delayMs), downstream: Math.round(back.delayMs) },
    },
  ]);
  const services = Object.fromEntries(entries.map(([service, path]) => [service, path.listen]));
  return { from, to, delayMs, services, proxies: new Map(proxies) };
}

function proxiesOf(link: LaidLink, services?: readonly string[]): readonly CleanProxy[] {
  return (services ?? [...link.proxies.keys()]).map((service) => {
    const proxy = link.proxies.get(service);
    if (proxy) return proxy;
    const known = [...link.proxies.keys()].join(', ');
    throw new RangeError(`no ${service} on the link from ${link.from} to ${link.to}: ${known}`);
  });
}

async function cutProxy(
  toxiproxy: Toxiproxy,
  { name }: CleanProxy,
  manner: CutManner,
  of: readonly Stream[],
): Promise<void> {
  if (manner === 'refuse') return toxiproxy.enable(name, false);
  for (const toxic of blackHoleToxics(of)) await toxiproxy.addToxic(name, toxic);
}

async function differencesOfAll(
  toxiproxy: Toxiproxy,
  proxies: readonly CleanProxy[],
): Promise<readonly string[]> {
  try {
    const states = await toxiproxy.readAll();
    const known = new Set(proxies.map((proxy) => proxy.name));
    const strangers = [...states.keys()].filter((name) => !known.has(name));
    return [
      ...proxies.flatMap((proxy) => differencesOf(proxy, states.get(proxy.name))),
      ...strangers.map((name) => `${name} is not of the topology`),
    ];
  } catch (error) {
    if (error instanceof ControlPortError) return [error.message];
    throw error;
  }
}
