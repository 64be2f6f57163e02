import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import {
  idsIn,
  namedAt,
  readiness,
  seen,
  sql,
  withRedis,
} from '../../harness/regions/contract-clients.ts';
import { writeSteadily } from '../../harness/systems-tests/steady-writes.ts';
import {
  east,
  europe,
  type SwitchoverRig,
  startSwitchoverRig,
  west,
} from '../../harness/systems-tests/switchover-rig.ts';
import { takesEvents } from '../../harness/systems-tests/takes-events.ts';
import { takesObjects } from '../../harness/systems-tests/takes-objects.ts';

/** In a switchover: those that all depends on, before the commit, are undone. */
const before = ['prepare', 'close', 'fence', 'drain'] as const;
/** One that the move can do without; and those after the commit, which are done again, or done. */
const after = [
  'detach',
  'promote',
  'epoch',
  'slots',
  'repoint',
  'cache',
  'cache-followers',
  'open-events',
  'fence-events',
  'open-objects',
  'fence-objects',
  'drain-events',
  'warm',
  'activate',
  'reroute',
  'validate',
  'rejoin',
] as const;

const movedMs = 90_000;
const settledMs = 60_000;
const regions = [east, west, europe];

let directory: string;
let file: string;
let rig: SwitchoverRig;
let active: string = east;
/** Regions that the service has left: what they were told then they know until it comes back. */
const left = new Set<string>();
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'blackstart-failing-'));
  file = join(directory, 'step');
  writeFileSync(file, '');
  rig = await startSwitchoverRig({
    program: 'scenarios/failing-steps/engine.ts',
    env: { BLACKSTART_FAILING_STEP: file },
  });
});
afterAll(async () => {
  await rig?.[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

async function databaseOf(region: string): Promise<string> {
  const [row] = await sql(
    rig.regions,
    region,
    `select pg_is_in_recovery() as standby, (select count(*)::int from pg_stat_replication) as n`,
  );
  return row?.standby ? 'standby' : `primary of ${row?.n}`;
}

async function cacheOf(region: string): Promise<string> {
  const said = await withRedis(seen(rig.regions, region, region, 'redis'), (client) =>
    client.info('replication'),
  );
  return /role:(\w+)/.exec(said)?.[1] ?? said;
}

async function routed(region: string): Promise<number> {
  const { host, port } = rig.regions.endpoints(region).listen;
  return (await fetch(`http://${host}:${port}/routing/${region}`)).status;
}

/** Everything that says who serves, in all regions and at all vantages. */
async function topology() {
  const { vantages } = rig.regions.topology;
  const each = <T>(of: (region: string) => Promise<T>) => Promise.all(regions.map(of));
  return {
    databases: await each(databaseOf),
    caches: await each(cacheOf),
    services: await each((region) => readiness(rig.regions, region)),
    routing: await each(routed),
    queues: await Promise.all([east, west].map((region) => takesEvents(rig.regions, region))),
    buckets: await Promise.all([east, west].map((region) => takesObjects(rig.regions, region))),
    names: await Promise.all(vantages.map((vantage) => namedAt(rig.regions, vantage))),
  };
}

/** The same, as it is to be where a region serves and all others follow. */
function servedBy(serving: string): Awaited<ReturnType<typeof topology>> {
  const each = <T>(own: T, other: T) => regions.map((region) => (region === serving ? own : other));
  const taken = (region: string) => region === serving || !left.has(region);
  const { vantages } = rig.regions.topology;
  const address = rig.regions.endpoints(serving).service.records[serving] ?? '';
  return {
    databases: each('primary of 2', 'standby'),
    caches: each('master', 'slave'),
    services: each(200, 503),
    routing: each(200, 503),
    queues: [east, west].map(taken),
    buckets: [east, west].map(taken),
    names: vantages.map(() => [address]),
  };
}

/** A switchover under load in which a step fails; what is left of it is one topology, and whole. */
async function moveFailing(step: string): Promise<{ from: string; to: string; detail: unknown }> {
  const [from, to] = active === east ? [east, west] : [west, east];
  writeFileSync(file, step);
  const writes = writeSteadily(rig.regions, [from, to]);
  try {
    await until(clock, { what: 'writes', ms: 20_000 }, () => writes.acknowledged.length > 20);
    const heard = rig.heard();
    expect(await rig.ask(from, '/switchover', { to })).toEqual([202, expect.anything()]);
    const { detail } = await heard.of(step, 'failed', movedMs);
    const { event } = await heard.end(movedMs);
    active = event === 'succeeded' ? to : from;
    if (active === to) left.add(from);
    return { from, to, detail };
  } finally {
    writeFileSync(file, '');
    await writes.stop();
    await settled(writes.acknowledged);
  }
}

async function settled(acknowledged: readonly number[]): Promise<void> {
  let found: unknown;
  const expected = servedBy(active);
  await until(clock, { what: `all to be served by ${active}`, ms: settledMs }, async () => {
    found = await topology();
    expect(found).toEqual(expected);
    return true;
  }).catch(() => expect(found).toEqual(expected));
  for (const region of regions) {
    const missing = async () => {
      const rows = new Set(await idsIn(rig.regions, region));
      return acknowledged.filter((id) => !rows.has(id));
    };
    if (region === active) expect(await missing()).toEqual([]);
    const copied = { what: `${region} to have all of ${active}`, ms: settledMs };
    await until(clock, copied, async () => (await missing()).length === 0);
  }
}

it.each(before)('when %s fails all is as it was, and nothing is lost', async (step) => {
  const { from, detail } = await moveFailing(step);
  expect(detail).toMatch(/made to fail/);
  expect(active).toBe(from);
});

it.each(after)('when %s fails the move is made all the same, and nothing is lost', async (step) => {
  const { to, detail } = await moveFailing(step);
  expect(detail).toMatch(/made to fail/);
  expect(active).toBe(to);
});

it('has tried every step there is', async () => {
  const { host, port } = rig.regions.endpoints(active).listen;
  const { ifAsked } = (await (await fetch(`http://${host}:${port}/plan`)).json()) as {
    readonly ifAsked: Readonly<Record<string, { readonly steps: readonly { name: string }[] }>>;
  };
  const names = Object.values(ifAsked).flatMap(({ steps }) => steps.map(({ name }) => name));
  expect([...before, ...after].sort()).toEqual(names.sort());
});
