import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { sql } from '../regions/contract-clients.ts';
import { topologyDifferences } from '../regions/restore-topology.ts';
import { missingIn } from './missing-in.ts';
import { writeSteadily } from './steady-writes.ts';
import { east, europe, type SwitchoverRig, startSwitchoverRig, west } from './switchover-rig.ts';
import { takesEvents } from './takes-events.ts';
import { takesObjects } from './takes-objects.ts';

/** What the plan gives DNS to follow, twice, and the steps around it. */
const movedMs = 90_000;
/** A standby that lost its stream on a busy host is back after its time-out of 10 s. */
const settledMs = 30_000;

let rig: SwitchoverRig;
beforeAll(async () => {
  rig = await startSwitchoverRig();
}, 240_000);
afterAll(() => rig?.[Symbol.asyncDispose]());

const [open, closed] = [
  [true, true],
  [false, false],
];
/** Whether its queue does, and its bucket. */
const takes = (region: string) =>
  Promise.all([takesEvents(rig.regions, region), takesObjects(rig.regions, region)]);

/** Resolves once nothing differs from it. */
async function firstTopology(): Promise<void> {
  await until(clock, { what: 'the first topology', ms: settledMs }, async () => {
    const differences = await topologyDifferences(rig.regions);
    if (differences.length > 0) throw new Error(differences.join('; '));
    return true;
  });
}

async function roleOf(region: string) {
  const [row] = await sql(rig.regions, region, 'select pg_is_in_recovery() as standby');
  return row?.standby ? 'standby' : 'primary';
}

/**
 * The old primary goes on to write to its log, as one does that tells its standbys every 15 s which
 * transactions it has, and far more often.
 */
function talk(region: string) {
  const stop = new AbortController();
  const words = `select pg_create_restore_point('talk')`;
  const talking = (async () => {
    while (!stop.signal.aborted) {
      await sql(rig.regions, region, words).catch(() => undefined);
      await clock.sleep(50);
    }
  })();
  return async () => {
    stop.abort();
    await talking;
  };
}

/** Asks for a switchover under load, waits for all of it, and says what it did to the writes. */
async function moveUnderLoad(from: string, to: string, askedAt: string) {
  const writes = writeSteadily(rig.regions, [from, to]);
  await until(clock, { what: 'writes', ms: 20_000 }, () => writes.acknowledged.length > 100);
  const heard = rig.heard();
  const fallSilent = talk(from);
  const answer = await rig.ask(askedAt, '/switchover', { to });
  await heard.of('activate', 'succeeded', movedMs).finally(fallSilent);
  const { detail: fenced } = await heard.of('fence', 'succeeded', movedMs);
  expect(fenced).toMatch(/seen to refuse writes/);
  const { detail: detached } = await heard.of('detach', 'succeeded', movedMs);
  expect(detached).toBe(`${europe} follows nobody for now`);
  const { detail: repointed } = await heard.of('repoint', 'succeeded', movedMs);
  expect(repointed).toBe(`${europe} streams from ${to}`);
  const { detail: events } = await heard.of('drain-events', 'succeeded', movedMs);
  expect(events).toMatch(new RegExp(`${to} has as many events as ${from}: [1-9]`));
  const rejoined = await heard.of('rejoin', 'succeeded', movedMs).finally(() => writes.stop());
  await heard.of('recovered', 'succeeded', movedMs);
  return { answer, writes, rejoined };
}

it('refuses to go where it would lose something, or cannot go, and says why', async () => {
  const asked = await Promise.all([
    rig.ask(west, '/switchover', { to: east }),
    rig.ask(west, '/switchover', { to: europe }),
    rig.ask(west, '/rejoin', { region: west }),
  ]);
  expect(asked.map(([status]) => status)).toEqual([409, 409, 409]);
  const words = asked.map(([, text]) => text).join();
  expect(words).toMatch(/active already.*us-east-1 and us-west-2 alone.*streams .* already/);
});

it('moves the service under load, loses nothing, and the old primary follows', async () => {
  const { answer, writes, rejoined } = await moveUnderLoad(east, west, europe);
  expect(answer).toEqual([202, JSON.stringify({ to: west })]);
  expect(rejoined.detail).toMatch(/us-east-1 streams from us-west-2/);
  expect(await missingIn(rig.regions, west, writes)).toEqual({
    database: [],
    cache: [],
    queue: [],
  });
  expect(await Promise.all([east, west, europe].map(roleOf))).toEqual([
    'standby',
    'primary',
    'standby',
  ]);
  expect(await Promise.all([east, west].map(takes))).toEqual([closed, open]);
  process.stderr.write(`a switchover: writes paused ${Math.round(writes.longestPauseMs())} ms\n`);
}, 240_000);

it('fails back under load, and the topology is the first one', async () => {
  const { answer, writes } = await moveUnderLoad(west, east, west);
  expect(answer[0]).toBe(202);
  expect(await missingIn(rig.regions, east, writes)).toEqual({
    database: [],
    cache: [],
    queue: [],
  });
  expect(await Promise.all([east, west].map(takes))).toEqual([open, closed]);
  await firstTopology();
  process.stderr.write(`a failback: writes paused ${Math.round(writes.longestPauseMs())} ms\n`);
}, 240_000);

it('fails back after a failover too, once the old primary has rejoined', async () => {
  const heard = rig.heard();
  const database = rig.regions.server(east, 'postgres');
  await database.kill();
  await heard.of('recovered', 'succeeded', movedMs);
  const [status, words] = await rig.ask(west, '/switchover', { to: east });
  expect([status, words]).toEqual([409, expect.stringMatching(/us-east-1 does not answer/)]);
  await database.start();
  const again = await rig.ask(west, '/switchover', { to: east });
  expect(again).toEqual([409, expect.stringMatching(/no standby.*POST \/rejoin/)]);

  const rejoining = rig.heard();
  expect(await rig.ask(east, '/rejoin', { region: east })).toEqual([202, expect.anything()]);
  const { detail } = await rejoining.of('rejoin', 'succeeded', movedMs);
  expect(detail).toMatch(/us-east-1 streams from us-west-2: (rewound|copied anew)/);
  await rejoining.of('recovered', 'succeeded', movedMs);

  const { writes } = await moveUnderLoad(west, east, west);
  expect(await missingIn(rig.regions, east, writes)).toEqual({
    database: [],
    cache: [],
    queue: [],
  });
  await firstTopology();
}, 360_000);
