import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../../engine/index.ts';
import { installParts } from '../../parts/index.ts';
import { createProcesses } from '../../processes/processes.ts';
import { childLauncher } from '../embedded/child-launcher.ts';
import { addressesOf } from '../embedded/loopback.ts';
import { loadTopology } from '../load-topology.ts';
import { newAccounts } from './accounts.ts';
import { putControlKey, readControlKey } from './control-keys.ts';
import { membersAt } from './control-members.ts';
import { createFleet, type Fleet } from './fleet.ts';
import { serviceMachines } from './machine/service-machines.ts';
import { memberDifferences, restoreMembers } from './restore/restore-members.ts';
import { serveAgents } from './serve-agents.ts';
import { get } from './servers/probes.ts';
import type { SimulatedRegions } from './simulated-regions.ts';
import type { Site } from './site.ts';
import { claimSlot } from './slot.ts';

const [east, west, europe] = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;
const key = 'blackstart/contract/writer';
const before = { region: east, epoch: 4 };
const after = { region: europe, epoch: 5 };
const resources = new AsyncDisposableStack();
let site: Site;
let fleet: Fleet;

/** The members of the control store of three regions, and nothing else; no link delays them. */
beforeAll(async () => {
  const topology = await loadTopology('fixtures/topologies/three-regions.yaml');
  const slot = resources.use(await claimSlot());
  const directory = mkdtempSync(join(tmpdir(), 'blackstart-members-'));
  chmodSync(directory, 0o711);
  resources.defer(() => rmSync(directory, { recursive: true, force: true }));
  const processes = createProcesses({ runId: directory, runDir: directory, clock });
  resources.defer(async () => processes.endAll());
  const real = addressesOf(topology, slot.number);
  const over: typeof real.over = (_, to, service) => real.local(to, service);
  site = {
    topology,
    addresses: { ...real, over },
    parts: await installParts(),
    accounts: newAccounts(),
    clock,
    privateDir: directory,
    logsDir: directory,
    unprivileged: undefined,
  };
  const app = { writerKey: key, leaseTtlMs: 5_000, dependencyTimeoutMs: 2_000 };
  const propagation = { pollMs: 1_000, delayMs: 0 };
  const cloud = { zone: topology.service, timeScale: 1, propagation };
  fleet = createFleet(site, { launcher: childLauncher(processes), app, cloud });
  resources.use(await serveAgents(site, fleet, serviceMachines(site, fleet, processes)));
  for (const name of ['egress', 'etcd'] as const) {
    await Promise.all([east, west, europe].map((region) => fleet.server(region, name).start()));
  }
  await putControlKey(memberIn(east), key, before);
});
afterAll(() => resources.disposeAsync());

const memberIn = (region: string) => site.addresses.local(region, 'etcd');
const regionsWith = () => ({ fleet, addresses: site.addresses }) as SimulatedRegions;

async function askAgent(token = site.accounts.agentToken): Promise<readonly [number, string]> {
  const { host, port } = site.addresses.local(europe, 'agent');
  const response = await fetch(`http://${host}:${port}/control-store/alone`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  return [response.status, await response.text()];
}

const losesQuorum = () =>
  until(clock, { what: 'the quorum to be lost', ms: 20_000 }, async () => {
    const { status } = await get(memberIn(europe), '/health');
    return status === 503;
  });

async function namesAt(region: string): Promise<readonly string[]> {
  return (await membersAt(memberIn(region))).map(({ name = 'none' }) => name).toSorted();
}

test('one that has its quorum gives nobody up, whoever asks', async () => {
  expect(await askAgent('another')).toEqual([401, expect.stringMatching(/token/)]);
  expect(await askAgent()).toEqual([500, expect.stringMatching(/has its quorum, of 3 members/)]);
  expect(await namesAt(europe)).toEqual([europe, east, west]);
  expect(await memberDifferences(regionsWith(), europe)).toEqual([]);
});

test('with two of three gone nothing is agreed on until the third goes on alone', async () => {
  await Promise.all([east, west].map((region) => fleet.server(region, 'etcd').kill()));
  await losesQuorum();
  await expect(putControlKey(memberIn(europe), key, after)).rejects.toThrow();
  const answers = await Promise.all([askAgent(), askAgent()]);
  const started = [200, '{"how":"started as a cluster of its own"}'];
  expect(answers).toEqual([started, started]);
  expect(await askAgent()).toEqual([200, '{"how":"it stood alone already"}']);
  expect(await readControlKey(memberIn(europe), key)).toEqual(before);
  await putControlKey(memberIn(europe), key, after);
  expect(await namesAt(europe)).toEqual([europe]);
  expect(await memberDifferences(regionsWith(), europe)).toEqual([
    `etcd in ${europe} has the members [${europe}], not [${east},${west},${europe}]`,
  ]);
});

test('it stands alone after a restart too', async () => {
  await fleet.server(europe, 'etcd').stop();
  await fleet.server(europe, 'etcd').start();
  expect(await namesAt(europe)).toEqual([europe]);
  expect(await readControlKey(memberIn(europe), key)).toEqual(after);
});

test('the others come back as members of its cluster, and know nothing of their own', async () => {
  await Promise.all([east, west].map((region) => fleet.server(region, 'etcd').start()));
  for (const region of [east, west, europe]) {
    expect(await namesAt(region)).toEqual([europe, east, west]);
    expect(await readControlKey(memberIn(region), key)).toEqual(after);
  }
  expect(fleet.controlMembers.givenUp()).toEqual([]);
  await fleet.server(europe, 'etcd').kill();
  await fleet.server(east, 'etcd').stop();
  await fleet.server(europe, 'etcd').start();
  expect(await namesAt(europe)).toEqual([europe, east, west]);
  await fleet.server(east, 'etcd').start();
  expect(await readControlKey(memberIn(east), key)).toEqual(after);
}, 300_000);

test('those that were only away, and run on with what they had, are made members too', async () => {
  for (const region of [east, west]) fleet.server(region, 'etcd').freeze();
  await losesQuorum();
  expect(await askAgent()).toMatchObject([200, expect.stringMatching(/started/)]);
  await restoreMembers(regionsWith());
  for (const region of [east, west, europe]) {
    expect(await memberDifferences(regionsWith(), region)).toEqual([]);
  }
}, 300_000);
