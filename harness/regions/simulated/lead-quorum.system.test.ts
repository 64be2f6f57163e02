import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Address, systemClock as clock, until } from '../../../engine/index.ts';
import { createTestbed, type Testbed } from '../../workload/testbed/servers.ts';
import { leadQuorum } from './lead-quorum.ts';
import { getText } from './servers/probes.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const members = [1, 2, 3].map((last): Address => {
  return { host: `127.111.${1 + (process.pid % 250)}.${last}`, port: 2379 };
});
const url = ({ host }: Address, port: number) => `http://${host}:${port}`;
const cluster = members.map((one) => `${one.host}=${url(one, 2380)}`).join();

let bed: Testbed;
beforeAll(async () => {
  bed = createTestbed();
  for (const member of members) {
    const client = url(member, 2379);
    const peer = url(member, 2380);
    await bed.start('etcd', 'etcd', [
      ...['--name', member.host, '--data-dir', `${bed.directory}/${member.host}`],
      ...['--listen-client-urls', client, '--advertise-client-urls', client],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ...['--initial-cluster', cluster],
    ]);
  }
  const healthy = async (member: Address) =>
    JSON.parse(await getText(member, '/health')).health === 'true';
  await until(clock, { what: 'a quorum', ms: 20_000 }, async () =>
    (await Promise.all(members.map(healthy))).every(Boolean),
  );
});
afterAll(() => bed[Symbol.asyncDispose]());

async function isLeader(member: Address): Promise<boolean> {
  return /^etcd_server_is_leader 1$/m.test(await getText(member, '/metrics'));
}

test('whoever led before, the member asked for leads after', async () => {
  for (const lead of [...members, ...members.toReversed()]) {
    await leadQuorum(clock, members, lead);
    expect(await Promise.all(members.map(isLeader))).toEqual(members.map((one) => one === lead));
  }
});
