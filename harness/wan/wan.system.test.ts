import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Address, systemClock as clock, until } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { claimSlot, type SlotClaim } from '../regions/simulated/slot.ts';
import type { Topology } from '../regions/topology.ts';
import { createWan } from './create-wan.ts';
import { connect, type Echo, exchange, exchangeOnce, startEcho } from './echo.ts';
import type { Wan } from './link.ts';
import { startToxiproxy } from './start-toxiproxy.ts';
import { connectToxiproxy } from './toxiproxy.ts';

const topology: Topology = {
  name: 'pair',
  regions: [],
  vantages: [],
  links: [
    { from: 'west', to: 'east', delayMs: 30 },
    { from: 'east', to: 'west', delayMs: 50 },
  ],
  mirrors: [],
  service: 'api.semantest.test',
};

let slot: SlotClaim;
let api: Address;
let server: Address;
let entrance: Address;
let runDir: string;
let processes: Processes;
let toxiproxy: ManagedProcess;
let wan: Wan & AsyncDisposable;
let echo: Echo;
const sockets: Socket[] = [];

beforeAll(async () => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-wan-'));
  slot = await claimSlot();
  api = { host: `127.250.${slot.number}.1`, port: 8474 };
  server = { host: `127.10.${slot.number}.1`, port: 7001 };
  entrance = { host: `127.20.${slot.number}.101`, port: 7001 };
  processes = createProcesses({ runId: runDir, runDir, clock });
  const program = (await installPart('toxiproxy')).program('toxiproxy-server');
  toxiproxy = startToxiproxy({ processes, program, api, logFile: join(runDir, 'log') });
  echo = await startEcho(server);
  wan = await createWan({
    api,
    topology,
    clock,
    paths: (from) =>
      from === 'west'
        ? { echo: { listen: entrance, upstream: server } }
        : { echo: { listen: { ...entrance, port: 7002 }, upstream: server } },
  });
});
afterAll(async () => {
  await wan?.[Symbol.asyncDispose]();
  await processes?.endAll();
  slot?.[Symbol.dispose]();
  await echo?.[Symbol.asyncDispose]();
  rmSync(runDir, { recursive: true });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await wan.restore('west', 'east');
  expect(await wan.differences()).toEqual([]);
});

async function open(): Promise<Socket> {
  const socket = await connect(entrance);
  sockets.push(socket);
  return socket;
}

it('delays each way by its own link', async () => {
  const socket = await open();
  const delays: number[] = [];
  for (let n = 0; n < 15; n += 1) {
    const seen = await exchange(clock, socket, 5_000);
    if (seen.outcome === 'answered') delays.push(seen.ms);
  }
  const median = delays.sort((a, b) => a - b)[7] ?? Number.NaN;
  expect(median).toBeGreaterThanOrEqual(79);
  expect(median).toBeLessThan(90);
});

it('swallows bytes in a black hole, and the end of a connection too', async () => {
  const socket = await open();
  expect(await exchange(clock, socket, 5_000)).toMatchObject({ outcome: 'answered' });
  await wan.cut('west', 'east', 'black-hole');
  echo.hangUp();
  expect(await exchange(clock, socket, 500)).toEqual({ outcome: 'silent' });
  expect(await exchangeOnce(clock, entrance, 500)).toEqual({ outcome: 'silent' });
  expect(await wan.differences()).toHaveLength(4);
  expect(await exchangeOnce(clock, server, 500)).toMatchObject({ outcome: 'answered' });
});

it('can swallow one way only', async () => {
  const socket = await open();
  await wan.cut('west', 'east', 'black-hole', ['echo'], ['downstream']);
  expect(await exchange(clock, socket, 500)).toEqual({ outcome: 'silent' });
  expect(await wan.differences()).toHaveLength(2);
});

it('refuses: ends the connections it had and takes no new ones', async () => {
  const socket = await open();
  expect(await exchange(clock, socket, 5_000)).toMatchObject({ outcome: 'answered' });
  await wan.cut('west', 'east', 'refuse', ['echo']);
  expect(await exchange(clock, socket, 500)).toEqual({ outcome: 'ended' });
  expect(await exchangeOnce(clock, entrance, 500)).toEqual({ outcome: 'refused' });
  expect(await wan.differences()).toEqual(['west>east:echo is disabled']);
});

it.each(['black-hole', 'refuse'] as const)(
  'restores after %s, ending old connections',
  async (manner) => {
    const socket = await open();
    await exchange(clock, socket, 5_000);
    await wan.cut('west', 'east', manner);
    await wan.cut('west', 'east', manner);
    await wan.restore('west', 'east');
    expect(await wan.differences()).toEqual([]);
    await until(clock, { what: 'the old connection to end', ms: 1_000 }, () => socket.destroyed);
    expect(await exchangeOnce(clock, entrance, 5_000)).toMatchObject({ outcome: 'answered' });
  },
);

it('leaves a clean link alone', async () => {
  const socket = await open();
  await exchange(clock, socket, 5_000);
  await wan.restore('west', 'east');
  expect(await exchange(clock, socket, 5_000)).toMatchObject({ outcome: 'answered' });
});

it('cuts only the services it is told', async () => {
  await expect(wan.cut('west', 'east', 'refuse', ['redis'])).rejects.toThrow(
    /no redis on the link/,
  );
  expect(() => wan.link('west', 'north')).toThrow(/no link from west to north/);
  await wan.cut('west', 'east', 'refuse');
  expect(await exchangeOnce(clock, { ...entrance, port: 7002 }, 5_000)).toMatchObject({
    outcome: 'answered',
  });
});

it('restores once a suspended control process goes on', async () => {
  await wan.cut('west', 'east', 'black-hole');
  toxiproxy.signalTree('SIGSTOP');
  const restored = wan.restore('west', 'east');
  await using second = connectToxiproxy(api);
  await expect(second.readAll()).rejects.toThrow(/GET \/proxies: .*timeout/);
  toxiproxy.signalTree('SIGCONT');
  await restored;
  expect(await exchangeOnce(clock, entrance, 5_000)).toMatchObject({ outcome: 'answered' });
});

it('is restored under load, again and again', async () => {
  const block = Buffer.alloc(1 << 20);
  for (let round = 0; round < 5; round += 1) {
    const load = await Promise.all([open(), open(), open()]);
    for (const socket of load) {
      // Never reads what comes back, so the pipes fill up both ways.
      for (let n = 0; n < 8; n += 1) socket.write(block);
    }
    await wan.cut('west', 'east', 'black-hole');
    await wan.restore('west', 'east');
    expect(await wan.differences()).toEqual([]);
  }
});
