import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Address, addressFrom, type Clock, RegionAgent, until } from '../../engine/index.ts';
import {
  advertisedTo,
  firstKeys,
  idsIn,
  namedAt,
  objectsIn,
  readiness,
  roundTripMs,
  seen,
  sql,
  withRedis,
  write,
} from './contract-clients.ts';
import { active, type Context, cold, standby } from './contract-context.ts';
import { testDisasters } from './contract-disasters.ts';
import { topologyDifferences } from './restore-topology.ts';
import type { RunningRegions } from './runtime.ts';

/** Regions that are up, with every name provisioned and no engine. */
export interface RuntimeUnderTest extends AsyncDisposable {
  readonly regions: RunningRegions;
  /** What of the run is still there, looked for from outside: processes, files. */
  remains(): Promise<readonly string[]>;
}

export interface RuntimeTest {
  readonly name: string;
  readonly clock: Clock;
  /** Links are the only ways between its places. */
  readonly isolates?: boolean;
  /** There can be no second set of regions beside the first. */
  readonly alone?: boolean;
  start(): Promise<RuntimeUnderTest>;
}

/** A follower may be behind this long on a machine that runs two sets of regions at once. */
const followMs = 30_000;
/** An agent in the region itself, which measures for a quarter of a second. */
const requestMs = 2_000;
/** What the queue of the processors may add to the least of ten round trips. */
const noiseMs = 25;

/** What every runtime of regions keeps, asked by real protocols. The tests build on each other. */
export function testRuntime({ name, clock, isolates, alone, start }: RuntimeTest): void {
  describe(`runtime ${name}`, () => {
    let run: RuntimeUnderTest;
    beforeAll(async () => {
      run = await start();
    });
    afterAll(() => run?.[Symbol.asyncDispose]());
    const context: Context = {
      clock,
      regions: () => run.regions,
      eventually: (what, probe) =>
        until(
          clock,
          { what, ms: followMs, everyMs: 100 },
          async () => (await probe()) || undefined,
        ),
    };
    testService(context);
    testAgents(context);
    testLinks(context);
    if (isolates) testIsolation(context);
    testDisasters(context);
    if (!alone) testNeighbour(context, start);
  });
}

function testNeighbour({ regions }: Context, start: RuntimeTest['start']): void {
  it('does not meet a second run beside it, which leaves nothing', async () => {
    const before = await idsIn(regions(), active);
    const second = await start();
    try {
      expect(await write(second.regions, active, 100)).toBe(201);
      expect(await idsIn(second.regions, active)).toEqual([100]);
      expect(await idsIn(regions(), active)).toEqual(before);
      expect(await second.remains()).not.toEqual([]);
    } finally {
      await second[Symbol.asyncDispose]();
    }
    expect(await second.remains()).toEqual([]);
    expect(await topologyDifferences(regions())).toEqual([]);
  });
}

function testService({ regions, eventually }: Context): void {
  it('accepts writes in the active region, and nowhere else', async () => {
    expect(await write(regions(), active, 1)).toBe(201);
    expect(await write(regions(), standby, 2)).toBe(503);
    expect(await write(regions(), cold, 2)).toBe(503);
    expect(await topologyDifferences(regions())).toEqual([]);
  });

  it('answers the service’s name at every vantage with the active region', async () => {
    const { service } = regions().endpoints(standby);
    for (const vantage of regions().topology.vantages) {
      await eventually(`the name at ${vantage}`, async () =>
        (await namedAt(regions(), vantage)).includes(service.records[active] ?? ''),
      );
    }
  });

  it('carries an operation to every store that follows', async () => {
    expect(await write(regions(), active, 2)).toBe(201);
    for (const region of [standby, cold]) {
      await eventually(`a row in ${region}`, async () =>
        (await idsIn(regions(), region)).includes(2),
      );
      await eventually(`a cache entry in ${region}`, () =>
        withRedis(seen(regions(), region, region, 'redis'), async (client) =>
          Boolean(await client.get('operation:2')),
        ),
      );
    }
    const broker = seen(regions(), standby, standby, 'kafka');
    expect(await firstKeys(broker, `${active}.test-events`, 2)).toEqual(['1', '2']);
  });

  it('copies the object of an operation that has one', async () => {
    expect(await write(regions(), active, 20)).toBe(201);
    for (const region of [standby, cold]) {
      await eventually(`the object in ${region}`, async () =>
        (await objectsIn(regions(), region)).includes('operations/20'),
      );
    }
  });

  it('archives the WAL as it is finished', async () => {
    const [row] = await sql(regions(), active, 'select pg_walfile_name(pg_switch_wal()) as name');
    await eventually(`segment ${row?.name} in the archive`, async () => {
      const done = `last_archived_wal >= '${row?.name}' as done`;
      const [state] = await sql(
        regions(),
        active,
        `select ${done}, failed_count from pg_stat_archiver`,
      );
      expect(state?.failed_count).toBe('0');
      return state?.done === true;
    });
  });
}

function testAgents({ clock, regions }: Context): void {
  it('tells by the agent of each region what its service takes', async () => {
    for (const region of [active, standby, cold]) {
      const found = regions().endpoints(region).regions[region]?.agent;
      if (!found) throw new Error(`expected an agent in ${region}`);
      const agent = new RegionAgent(clock, addressFrom(region, found.seenFrom), found.token);
      const { cpu, memory, instances } = await agent.capacity(requestMs);
      expect(instances).toBe(1);
      for (const share of [cpu, memory]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(await agent.scale(1, requestMs)).toBe(1);
    }
  });
}

function testLinks({ clock, regions, eventually }: Context): void {
  it('delays what crosses a link by as much as the topology says', async () => {
    const { links } = regions().topology;
    const delayMs = (from: string, to: string) =>
      links.find((link) => link.from === from && link.to === to)?.delayMs;
    const now = () => clock.monotonicMs();
    const trips = links.map(async ({ from, to, delayMs: thereMs }) => {
      // Within a region servers talk directly, but for the service and its database.
      const bothMs = from === to ? 0 : thereMs + (delayMs(to, from) ?? thereMs);
      const leastMs = await roundTripMs(seen(regions(), from, to, 'redis'), now);
      expect(leastMs, `${from} to ${to}`).toBeGreaterThanOrEqual(bothMs);
      expect(leastMs, `${from} to ${to}`).toBeLessThan(bothMs + noiseMs);
    });
    await Promise.all(trips);
  });

  it('keeps a Kafka client on the link it came by', async () => {
    for (const place of [active, standby, cold, 'ap-south-1']) {
      const address = seen(regions(), place, active, 'kafka');
      expect(await advertisedTo(address)).toEqual([address]);
    }
  });

  it('takes from a service the database behind its own link, which lives', async () => {
    await regions().wan.cut(active, active, 'black-hole', ['postgres']);
    await eventually('no service', async () => (await readiness(regions(), active)) === 503);
    expect(await idsIn(regions(), active)).not.toEqual([]);
    await regions().wan.restore(active, active, ['postgres']);
    await eventually('its return', async () => (await readiness(regions(), active)) === 200);
  });
}

function testIsolation({ regions }: Context): void {
  it('has no other way from one region to another than the link', async () => {
    const reaches = async ({ host, port }: Address) => {
      const { logFile } = regions().server(active, 'postgres');
      const probe = await regions().launch({
        ...{ name: 'probe', region: active, logFile },
        command: 'timeout',
        args: ['5', 'bash', '-c', `exec 3<>/dev/tcp/${host}/${port}`],
      });
      return (await probe.exited).code === 0;
    };
    for (const service of ['postgres', 'gateway'] as const) {
      expect(await reaches(seen(regions(), active, standby, service))).toBe(true);
      expect(await reaches(seen(regions(), standby, standby, service))).toBe(false);
    }
  });
}
