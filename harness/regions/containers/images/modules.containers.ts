import { KafkaContainer } from '@testcontainers/kafka';
import { LocalstackContainer } from '@testcontainers/localstack';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { RedisContainer } from '@testcontainers/redis';
import { ToxiProxyContainer } from '@testcontainers/toxiproxy';
import type Dockerode from 'dockerode';
import type { GenericContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../../../engine/index.ts';
import { type Answer, askService } from '../../../faults/path-probe.ts';
import { dockerodeAt } from '../engine/find-engine.ts';
import { followEngine } from '../engine/follow-engine.ts';
import { runLabel } from '../labels.ts';
import { makeReady } from '../make-ready.ts';
import type { Images } from './images.ts';

const run = `modules-${process.pid}`;
const labels = { [runLabel]: run };
const resources = new AsyncDisposableStack();
let docker: Dockerode;
let images: Images;

/** Ports are published on loopback alone. */
beforeAll(async () => {
  const ready = await makeReady({});
  await followEngine(ready.engine);
  docker = dockerodeAt(ready.engine);
  images = ready.images;
  const Options = { 'com.docker.network.bridge.host_binding_ipv4': '127.0.0.1' };
  const network = await docker.createNetwork({ Name: run, Labels: labels, Options });
  resources.defer(() => network.remove());
});
afterAll(() => resources.disposeAsync());

type Module<T> = Pick<GenericContainer, 'withLabels' | 'withNetworkMode'> & {
  start(): Promise<T>;
};

/** Starts what one of testcontainers' modules makes of an image; it ends with the tests. */
async function start<T extends AsyncDisposable>(container: Module<T>): Promise<T> {
  container.withLabels(labels).withNetworkMode(run);
  return resources.use(await container.start());
}

const answers = (service: string, port: number, host = '127.0.0.1') =>
  until(clock, { what: `${service} to answer`, ms: 30_000 }, async () => {
    const answer: Answer = await askService(clock, service, { host, port });
    return answer === 'answered';
  });

test('@testcontainers/postgresql takes the image for the official one', async () => {
  const started = await start(new PostgreSqlContainer(images.references.postgres));
  const asked = await started.exec(['psql', '-U', 'test', '-d', 'test', '-Atc', 'select 1']);
  expect(asked).toMatchObject({ exitCode: 0, output: '1\n' });
  expect(await answers('postgres', started.getPort())).toBe(true);
});

test('@testcontainers/redis takes the image for the official one', async () => {
  const started = await start(new RedisContainer(images.references.redis).withPassword('secret'));
  const asked = await started.exec(['redis-cli', '-a', 'secret', 'ping']);
  expect(asked).toMatchObject({ exitCode: 0, output: expect.stringMatching(/PONG/) });
  expect(await answers('redis', started.getPort())).toBe(true);
});

test('@testcontainers/kafka takes the image for the official one', async () => {
  // It goes by the version that the tag says.
  const named = { repo: 'blackstart/kafka-for-modules', tag: '8.0.0' };
  await docker.getImage(images.references.kafka).tag(named);
  const reference = `${named.repo}:${named.tag}`;
  resources.defer(async () => void (await docker.getImage(reference).remove()));
  const started = await start(new KafkaContainer(reference));
  expect(await answers('kafka', started.getMappedPort(9093))).toBe(true);
});

test('@testcontainers/localstack takes the image for the official one', async () => {
  const started = await start(new LocalstackContainer(images.references.localstack));
  expect(await answers('s3', started.getPort())).toBe(true);
});

test('@testcontainers/toxiproxy takes the image for the official one', async () => {
  const started = await start(new ToxiProxyContainer(images.references.toxiproxy));
  const proxy = await started.createProxy({ name: 'itself', upstream: '127.0.0.1:8474' });
  expect(await answers('http', proxy.port)).toBe(true);
});
