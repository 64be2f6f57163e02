import { connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { type Address, addressFrom, type Endpoints } from '../harness/regions/index.ts';
import { blackstart } from './support/blackstart.ts';
import { leftBehind, runsOf } from './support/left-behind.ts';

/** Resolves when something listens there; rejects with what the system says otherwise. */
function connects({ host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}

async function done(...args: readonly string[]) {
  const run = blackstart(...args);
  const [stdout, stderr, code] = await Promise.all([run.stdout, run.stderr, run.ended]);
  return { stdout, stderr, code };
}

/** The object among the lines of progress. */
function endpointsIn(stdout: string): Endpoints {
  return JSON.parse(stdout.slice(stdout.indexOf('\n{\n'), stdout.lastIndexOf('\n}\n') + 3));
}

function gatewaysAndDatabases({ home, regions }: Endpoints): readonly Address[] {
  return Object.values(regions).flatMap(({ gateway, postgres }) => [
    addressFrom(home, gateway.seenFrom),
    addressFrom(home, postgres.seenFrom),
  ]);
}

afterAll(async () => {
  await done('down');
});

test('up leaves regions that answer, heal spares them, and down ends them', async () => {
  const before = await runsOf('up');
  const up = await done('up');
  expect({ code: up.code, stderr: up.stderr }).toEqual({ code: 0, stderr: '' });
  const [runDir = ''] = (await runsOf('up')).filter((run) => !before.includes(run));
  const addresses = gatewaysAndDatabases(endpointsIn(up.stdout));
  expect(addresses).toHaveLength(6);
  await Promise.all(addresses.map(connects));

  expect((await done('heal')).stdout).not.toContain(runDir);
  await Promise.all(addresses.map(connects));

  const down = await done('down');
  expect(down).toMatchObject({ code: 0, stderr: '' });
  expect(down.stdout).toContain(runDir);
  expect(await leftBehind(runDir)).toEqual([]);
  expect((await done('down')).stdout).toContain('nothing is up');
});
