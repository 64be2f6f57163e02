import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock, until } from '../../../../engine/index.ts';
import { dockerodeAt } from '../engine/find-engine.ts';
import { runLabel } from '../labels.ts';
import { makeImagesReady } from '../make-ready.ts';
import { type RecipeName, recipeNames } from './image-names.ts';
import type { Images } from './images.ts';

const run = `test-${process.pid}`;
const Labels = { [runLabel]: run };
const resources = new AsyncDisposableStack();
let docker: Dockerode;
let images: Images<RecipeName>;
let scratch: string;

beforeAll(async () => {
  const ready = await makeImagesReady(recipeNames, {});
  docker = dockerodeAt(ready.engine);
  images = ready.images;
  const network = await docker.createNetwork({ Name: run, Internal: true, Labels });
  resources.defer(() => network.remove());
  scratch = mkdtempSync(join(tmpdir(), 'blackstart-images-'));
  resources.defer(() => rmSync(scratch, { recursive: true }));
  const proxy = 'frontend all\n  bind :8080\n  mode http\n  timeout client 1s\n';
  writeFileSync(join(scratch, 'haproxy.cfg'), proxy);
});
afterAll(() => resources.disposeAsync());

/** Starts one as its users would; it is ended with the tests. */
async function start(image: RecipeName, Env: string[], Binds: string[]) {
  const Image = images.references[image];
  const HostConfig = { NetworkMode: run, Binds };
  const container = await docker.createContainer({ Labels, Env, Image, HostConfig });
  resources.defer(async () => void (await container.remove({ force: true, v: true })));
  await container.start();
  return container;
}

const app = JSON.stringify({
  region: 'nowhere',
  listen: { host: '0.0.0.0', port: 3000 },
  postgres: { host: '127.0.0.1', port: 1, user: 'a', password: 'a', database: 'a' },
  redis: { host: '127.0.0.1', port: 1 },
  kafka: [{ host: '127.0.0.1', port: 1 }],
  s3: { endpoint: 'http://127.0.0.1:1', bucket: 'a' },
  etcd: { endpoint: 'http://127.0.0.1:1' },
  writerKey: 'writer',
  leaseTtlMs: 1_000,
  dependencyTimeoutMs: 1_000,
});

/** What each has to be told. */
const told: Readonly<Record<RecipeName, readonly string[]>> = {
  postgres: ['POSTGRES_PASSWORD=secret', 'POSTGRES_DB=some'],
  redis: [],
  kafka: [
    'KAFKA_NODE_ID=1',
    'KAFKA_PROCESS_ROLES=broker,controller',
    'KAFKA_LISTENERS=PLAINTEXT://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093',
    'KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://127.0.0.1:9092',
    'KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER',
    'KAFKA_CONTROLLER_QUORUM_VOTERS=1@127.0.0.1:9093',
    'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  ],
  localstack: [],
  toxiproxy: [],
  etcd: [],
  haproxy: [],
  service: [`BLACKSTART_APP=${app}`],
  k6: ['SERVICE=http://127.0.0.1:1', 'DURATION=10m'],
};

test.each(Object.entries(told))(
  '%s starts by itself, finds itself healthy, is not root, and ends when asked',
  async (name, Env) => {
    const mount = `${scratch}/haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro`;
    const container = await start(name as RecipeName, [...Env], name === 'haproxy' ? [mount] : []);
    const healthy = { what: `${name} to be healthy`, ms: 90_000, everyMs: 250 };
    await until(clock, healthy, async () => {
      const { State } = await container.inspect();
      if (!State.Running) throw new Error(`it ended with ${State.ExitCode}`);
      return State.Health?.Status === 'healthy';
    });
    expect(await usersOf(container)).not.toContain('0');
    await container.stop({ t: 20 });
    // Ended by itself, and not by the engine's patience (137).
    expect((await container.inspect()).State.ExitCode).not.toBe(137);
  },
);

/** Ids of those who run in a container, but for its init. */
async function usersOf(container: Dockerode.Container): Promise<readonly string[]> {
  const table = await container.top({ ps_args: '-o pid,uid,comm' });
  const found = (table.Processes as readonly string[][])
    .filter(([, , command]) => command !== 'tini')
    .map(([, user = '']) => user);
  return [...new Set(found)];
}

test('what was built once is found again, and not built', async () => {
  const said: string[] = [];
  const again = await makeImagesReady(recipeNames, { say: (message) => said.push(message) });
  expect(again.images.references).toEqual(images.references);
  // A step of a recipe is said as it is, in capitals.
  const built = () => said.filter((line) => /^\w+: [A-Z]{3,} /.test(line));
  expect(built()).toEqual([]);
  await docker.getImage(images.references.redis).remove({ force: true });
  await makeImagesReady(recipeNames, { say: (message) => said.push(message) });
  expect(built()[0]).toMatch(/^redis: /);
});
