import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import { createTestbed, startMs, type Testbed } from '../../workload/testbed/servers.ts';
import { startRedis } from '../../workload/testbed/stores.ts';
import { withRedis } from '../connect-redis.ts';
import { hastyClock, regionsAt } from '../testbed/regions-at.ts';
import { readBackRedis } from './redis.ts';

// A slot of its own for each process, so that tests side by side do not meet.
const slot = 1 + (process.pid % 250);
const east = { host: `127.110.${slot}.1`, port: 6379 };
const west = { host: `127.120.${slot}.1`, port: 6379 };
const regions = regionsAt({ 'us-east-1': { redis: east }, 'us-west-2': { redis: west } });

let bed: Testbed;
let leader: ManagedProcess;
beforeAll(async () => {
  bed = createTestbed();
  [leader] = await Promise.all([startRedis(bed, east), startRedis(bed, west)]);
  await withRedis(west, (client) => client.replicaOf(east.host, east.port));
  await put(1, 2500);
});
afterAll(() => bed[Symbol.asyncDispose]());

const put = (from: number, to: number) =>
  withRedis(east, async (client) => {
    const ids = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    await Promise.all(ids.map((id) => client.set(`operation:${id}`, 'x')));
    await client.set('something else', 'x');
  });

test('the leader is read whole, and its follower once it has reached it', async () => {
  const [first, second, ...more] = await readBackRedis({ regions, serving: 'us-east-1', clock });
  expect(more).toEqual([]);
  expect(first).toMatchObject({ region: 'us-east-1', complete: true, ids: [[1, 2500]] });
  expect(first?.proof).toMatch(/leads, at offset \d+/);
  expect(second).toMatchObject({ region: 'us-west-2', complete: true, ids: [[1, 2500]] });
});

test('a follower that does not hear its leader is not complete', async () => {
  await withRedis(west, (client) => client.replicaOf(east.host, east.port + 1));
  await until(clock, { what: 'the link to be down', ms: startMs, everyMs: 20 }, () =>
    withRedis(west, async (client) => (await client.info('replication')).includes(':down')),
  );
  const hasty = hastyClock(clock, 40);
  const [found] = await readBackRedis({ regions, serving: 'us-west-2', clock: hasty });
  expect(found).toMatchObject({ region: 'us-west-2', complete: false });
  await withRedis(west, (client) => client.replicaOf(east.host, east.port));
});

test('what is left of a leader that is gone is what its follower has', async () => {
  await leader.kill();
  const [found, ...more] = await readBackRedis({ regions, serving: 'us-west-2', clock });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ region: 'us-west-2', complete: true, ids: [[1, 2500]] });
  expect(found?.proof).toMatch(/does not answer/);
});

test('nobody to read is said', async () => {
  const reading = readBackRedis({ regions, serving: 'us-east-1', clock });
  await expect(reading).rejects.toThrow(/ECONNREFUSED/);
});
