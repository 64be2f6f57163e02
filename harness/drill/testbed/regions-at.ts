import type { Address, Clock } from '../../../engine/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';

/** Servers that a test runs itself, as one region. */
export interface RegionAt {
  readonly redis?: Address;
  readonly kafka?: Address;
  readonly etcd?: Address;
  readonly s3?: Address & { readonly bucket: string };
}

/**
 * Regions as the parts of a drill find them, of the servers that a test runs; the first is the
 * active one, and events are mirrored from it to all others. No path crosses a link.
 */
export function regionsAt(servers: Readonly<Record<string, RegionAt>>): RunningRegions {
  const [active = '', ...others] = Object.keys(servers);
  const everywhere = (address: Address | undefined) => ({
    seenFrom: address ? { '*': { host: address.host, port: address.port } } : {},
  });
  const regions = Object.fromEntries(
    Object.entries(servers).map(([region, { redis, kafka, etcd, s3 }]) => [
      region,
      {
        redis: everywhere(redis),
        kafka: everywhere(kafka),
        etcd: everywhere(etcd),
        s3: { ...everywhere(s3), bucket: s3?.bucket ?? '' },
      },
    ]),
  );
  const topology = {
    regions: [active, ...others].map((name) => ({
      name,
      role: name === active ? 'active' : 'hot-standby',
    })),
    mirrors: others.map((to) => ({ from: active, to, topics: ['test-events'] })),
  };
  // Only what is asked of regions here; the whole runtime is another room's test.
  return { topology, endpoints: () => ({ regions }) } as unknown as RunningRegions;
}

/** A clock on which every wait is over `times` sooner, for waits that must fail. */
export function hastyClock(clock: Clock, times: number): Clock {
  return {
    wallMs: () => clock.wallMs(),
    monotonicMs: () => clock.monotonicMs() * times,
    sleep: (ms, signal) => clock.sleep(ms / times, signal),
  };
}
