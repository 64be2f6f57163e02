import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import type { Address } from '../ports/endpoints.ts';
import { RegionAgent } from '../systems/agent/agent.ts';
import { PostgresServer } from '../systems/postgres/server.ts';
import { RedisServer } from '../systems/redis/server.ts';
import { capacityProbe } from './probes/capacity.ts';
import { etcdProbe } from './probes/etcd.ts';
import type { FactProbe } from './probes/fact-probe.ts';
import { gatewayProbe } from './probes/gateway.ts';
import { kafkaProbe } from './probes/kafka.ts';
import { postgresProbe } from './probes/postgres.ts';
import { redisProbe } from './probes/redis.ts';
import { s3Probe } from './probes/s3.ts';

const region = 'us-east-1';
const host = '127.10.253.1';
const timeoutMs = 200;
const figures = { everyMs: 1_000, timeoutMs, failures: 1, successes: 1 };
/** Beyond the time-out: what a busy machine may add. */
const slackMs = 800;

const probes: readonly (readonly [string, (address: Address) => FactProbe])[] = [
  ['postgres', (address) => postgres(address)],
  ['redis', (at) => redisProbe(clock, region, figures, new RedisServer(clock, at))],
  ['kafka', (at) => queueProbe(clock, region, figures, at)],
  ['s3', (at) => bucketProbe(clock, region, figures, at)],
  ['etcd', (at) => etcdProbe(clock, region, figures, at)],
  ['gateway', (at) => gatewayProbe(clock, region, { ...figures, latencyWindowMs: 9_000 }, at)],
];

/** Of a region whose agent does not answer as it should nothing is known. */
const capacity = (address: Address) =>
  capacityProbe(clock, region, figures, new RegionAgent(clock, address, 'secret'));

type Made = Parameters<typeof etcdProbe>;

function bucketProbe(...[made, at, by, address]: Made): FactProbe {
  return s3Probe(made, at, by, { address, bucket: 'objects' });
}

function queueProbe(...[made, at, by, address]: Made): FactProbe {
  return kafkaProbe(made, at, by, { brokers: [address], topics: [], minInSync: 1 });
}

function postgres(address: Address): FactProbe {
  const login = { user: 'u', password: 'p', database: 'd' };
  const database = new PostgresServer(clock, { address, ...login });
  return postgresProbe(clock, { region, figures, database, active: () => region });
}

const open: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open.splice(0)) server.close();
});

/** What plays the other side; `connected` has each connection as it comes. */
async function serve(connected: (socket: Socket) => void): Promise<Address> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    connected(socket);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { host, port: (server.address() as { port: number }).port };
}

/** Looks twice, since the second time there may be a connection that was kept. */
async function down(make: (address: Address) => FactProbe, address: Address, why = /./) {
  const probe = make(address);
  for (let look = 0; look < 2; look += 1) {
    const startMs = clock.monotonicMs();
    const { facts, error } = await probe.probe();
    expect(clock.monotonicMs() - startMs).toBeLessThan(timeoutMs + slackMs);
    const value = facts.find(({ of }) => of === probe.of)?.value;
    expect(value).toBe(false);
    expect(error).toMatch(why);
  }
}

it.each(probes)('%s that refuses is down, without waiting for more', async (_, make) => {
  const address = await serve(() => undefined);
  await new Promise((resolve) => open.pop()?.close(resolve));
  await down(make, address, /ECONNREFUSED/);
});

it.each(probes)('%s that takes connections and never answers is down', async (_, make) => {
  await down(make, await serve((socket) => void socket.resume()));
});

it.each(probes)('%s that ends every connection is down', async (_, make) => {
  await down(make, await serve((socket) => void socket.destroy()));
});

it.each(probes)('%s that answers with rubbish is down', async (_, make) => {
  const rubbish = Buffer.alloc(64, 7);
  await down(make, await serve((socket) => void socket.on('data', () => socket.write(rubbish))));
});

it.each([
  ['is silent', (socket: Socket) => void socket.resume()],
  ['ends every connection', (socket: Socket) => void socket.destroy()],
  ['answers with rubbish', (socket: Socket) => void socket.on('data', () => socket.write('?'))],
  [
    'refuses its token',
    (socket: Socket) => void socket.on('data', () => socket.write(http('{}', '401 Unauthorized'))),
  ],
  [
    'says too little',
    (socket: Socket) => void socket.on('data', () => socket.write(http('{"cpu":0.5}'))),
  ],
])('knows no capacity where the agent %s', async (_, connected) => {
  const probe = capacity(await serve(connected));
  for (let look = 0; look < 2; look += 1) {
    const startMs = clock.monotonicMs();
    await expect(probe.probe()).rejects.toThrow();
    expect(clock.monotonicMs() - startMs).toBeLessThan(timeoutMs + slackMs);
  }
});

it('knows no capacity while the agent cannot be reached, and does once it answers', async () => {
  const address = await serve((socket) =>
    socket.on('data', () =>
      socket.write(http(JSON.stringify({ cpu: 0.9, memory: 0.5, instances: 1 }))),
    ),
  );
  await expect(capacity({ ...address, port: 1 }).probe()).rejects.toThrow(/ECONNREFUSED/);
  const { facts } = await capacity(address).probe();
  expect(facts).toMatchObject([
    { of: 'region', region, measure: 'cpu', value: 0.9 },
    { of: 'region', region, measure: 'memory', value: 0.5 },
  ]);
});

const http = (text: string, status = '200 OK') =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${text.length}\r\n\r\n${text}`;

it('does not take an answer that comes late for that to the next question', async () => {
  let asked = 0;
  const address = await serve((socket) =>
    socket.on('data', () => {
      asked += 1;
      const share = asked / 10;
      const told = { cpu: share, memory: share, instances: 1 };
      const answer = () => socket.write(http(JSON.stringify(told)));
      if (asked === 1) setTimeout(answer, timeoutMs + 50);
      else setTimeout(answer, 100);
    }),
  );
  const probe = capacity(address);
  await expect(probe.probe()).rejects.toThrow(/waited 200 ms/);
  expect((await probe.probe()).facts.map(({ value }) => value)).toEqual([0.2, 0.2]);
});

/** Metadata of no brokers and no topics, of which a null cluster id is all but zero. */
const kafkaReply = (id: number) => {
  const bytes = Buffer.alloc(26);
  bytes.writeInt32BE(22, 0);
  bytes.writeInt32BE(id, 4);
  bytes.writeInt16BE(-1, 16);
  return bytes;
};

it.each([
  ['etcd', etcdProbe, () => http('')],
  ['kafka', queueProbe, (asked: Buffer) => kafkaReply(asked.readInt32BE(8))],
] as const)('asks %s over a new connection after one that fell silent', async (_, make, answer) => {
  let connections = 0;
  const address = await serve((socket) => {
    connections += 1;
    let left = connections === 1 ? 1 : Number.POSITIVE_INFINITY;
    socket.on('data', (asked) => {
      if (left > 0) socket.write(answer(asked));
      left -= 1;
    });
  });
  const probe = make(clock, region, figures, address);
  const values = [];
  for (let look = 0; look < 4; look += 1) values.push((await probe.probe()).facts[0]?.value);
  expect(values).toEqual([true, false, true, true]);
  expect(connections).toBe(2);
});

it('takes from Kafka the answer to this question and no other', async () => {
  let asked = 0;
  const address = await serve((socket) =>
    socket.on('data', (request) => {
      asked += 1;
      socket.write(kafkaReply(asked === 2 ? 1 : request.readInt32BE(8)));
    }),
  );
  const probe = queueProbe(clock, region, figures, address);
  const values = [];
  for (let look = 0; look < 3; look += 1) values.push((await probe.probe()).facts[0]?.value);
  expect(values).toEqual([true, false, true]);
});

it.each([
  ['a member of etcd without its quorum', etcdProbe, '503 Service Unavailable', true],
  ['a path that etcd does not know', etcdProbe, '404 Not Found', false],
  ['a bucket that is closed to strangers', bucketProbe, '403 Forbidden', true],
  ['an S3 that is ill', bucketProbe, '500 Internal Server Error', false],
] as const)('takes %s for reachable or not by what it answers', async (_, make, status, up) => {
  const address = await serve((socket) => socket.on('data', () => socket.write(http('', status))));
  const { facts } = await make(clock, region, figures, address).probe();
  expect(facts[0]?.value).toBe(up);
});

it('keeps one connection for all its questions', async () => {
  let connections = 0;
  const address = await serve((socket) => {
    connections += 1;
    socket.on('data', () => socket.write(http('', '503 Service Unavailable')));
  });
  const probe = etcdProbe(clock, region, figures, address);
  for (let look = 0; look < 5; look += 1) await probe.probe();
  expect(connections).toBe(1);
});

it('counts silence in the p95 with the time-out, and a refusal not at all', async () => {
  const silent = await serve((socket) => void socket.resume());
  const slow = gatewayProbe(clock, region, { ...figures, latencyWindowMs: 9_000 }, silent);
  expect(await slow.probe()).toMatchObject({
    facts: [
      { of: 'region', measure: 'failed-checks', value: 1 },
      { of: 'gateway', measure: 'healthy', value: false },
      { of: 'gateway', measure: 'latency-p95', value: timeoutMs },
    ],
  });
  const refusing = { host, port: 1 };
  const refused = gatewayProbe(clock, region, { ...figures, latencyWindowMs: 9_000 }, refusing);
  const { facts } = await refused.probe();
  expect(facts.map(({ measure }) => measure)).toEqual(['failed-checks', 'healthy']);
});
