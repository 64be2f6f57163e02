import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  systemClock as clock,
  type Endpoints,
  type FactProbe,
  factProbes,
  loadPlan,
} from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { createTestbed, type Testbed } from '../workload/testbed/servers.ts';
import { startKafka, startS3 } from '../workload/testbed/stores.ts';

const region = 'us-east-1';
const host = '127.10.254.2';
const at = (port: number) => ({ host, port });
const seen = (port: number) => ({ seenFrom: { '*': at(port) } });
const figures = { everyMs: 5_000, timeoutMs: 1_000, failures: 1, successes: 1 };
const semantest = loadPlan('fixtures/plans/semantest.yaml');

const probesOf = (bucket: string): readonly FactProbe[] => {
  const endpoints: Pick<Endpoints, 'home' | 'regions'> = {
    home: 'us-west-2',
    regions: {
      [region]: {
        postgres: { ...seen(5432), user: 'u', password: 'p', database: 'd', slots: {} },
        redis: seen(6379),
        kafka: seen(9092),
        s3: { ...seen(4566), bucket },
        gateway: seen(8080),
        etcd: seen(2379),
      },
    },
  };
  const { database } = semantest.probes;
  const plan = { ...semantest, probes: { database, kafka: figures, s3: figures } };
  return factProbes({ clock, plan, endpoints, postgres: {}, redis: {}, agents: {} }, () => region);
};

let bed: Testbed;
let kafka: ManagedProcess;
let s3: ManagedProcess;
beforeAll(async () => {
  bed = createTestbed();
  kafka = await startKafka(bed, at(9092));
  s3 = await startS3(bed, at(4566), 'objects');
});
afterAll(() => bed?.[Symbol.asyncDispose]());

const found = async (probes: readonly FactProbe[]) => {
  const findings = await Promise.all(probes.map((probe) => probe.probe()));
  return findings.flatMap(({ facts }) => facts).map(({ of, value }) => [of, value]);
};

it('finds a broker and a bucket that are there, frozen, and back', async () => {
  const probes = probesOf('objects');
  const both = (value: boolean) => [
    ['kafka', value],
    ['s3', value],
  ];
  expect(await found(probes)).toEqual(both(true));
  expect(await found(probes)).toEqual(both(true));
  for (const server of [kafka, s3]) server.signalTree('SIGSTOP');
  expect(await found(probes)).toEqual(both(false));
  for (const server of [kafka, s3]) server.signalTree('SIGCONT');
  expect(await found(probes)).toEqual(both(true));
});

it('finds no bucket where S3 has none of that name', async () => {
  expect(await found(probesOf('nothing'))).toContainEqual(['s3', false]);
});
