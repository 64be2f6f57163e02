import { createInterface } from 'node:readline';
import { type Address, systemClock as clock, until } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import type { DatabaseAddress } from '../read-back.ts';
import { startMs, type Testbed } from './servers.ts';
import { writerKey } from './writer.ts';

export interface ServiceStores {
  readonly postgres: DatabaseAddress;
  readonly redis: Address;
  readonly kafka: Address;
  readonly s3: Address & { readonly bucket: string };
  readonly etcd: Address;
}

export interface ServiceRequest {
  readonly region: string;
  readonly at: Address;
  readonly stores: ServiceStores;
  readonly leaseTtlMs: number;
  readonly dependencyTimeoutMs: number;
}

/** Starts fixtures/app as a process of its own and waits for its ready line. */
export async function startService(bed: Testbed, request: ServiceRequest): Promise<ManagedProcess> {
  const { region, at, stores, leaseTtlMs, dependencyTimeoutMs } = request;
  const { host, port, bucket } = stores.s3;
  const config = {
    ...{ region, listen: at, leaseTtlMs, dependencyTimeoutMs, writerKey },
    postgres: stores.postgres,
    redis: stores.redis,
    kafka: [stores.kafka],
    s3: { endpoint: `http://${host}:${port}`, bucket },
    etcd: { endpoint: `http://${stores.etcd.host}:${stores.etcd.port}` },
  };
  const service = bed.processes.spawn({
    name: 'app',
    region,
    command: process.execPath,
    args: ['fixtures/app/main.ts'],
    env: { BLACKSTART_APP: JSON.stringify(config) },
    logFile: `${bed.directory}/app.log`,
    stdout: 'pipe',
  });
  if (!service.stdout) throw new Error('the service has no output');
  const lines: string[] = [];
  createInterface({ input: service.stdout }).on('line', (line) => lines.push(line));
  await until(clock, { what: 'the service to listen', ms: startMs, everyMs: 20 }, () =>
    lines.some((line) => line.includes('"ready":true')),
  );
  return service;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly tookMs: number;
  readonly region: string | null;
  readonly epoch: string | null;
}

/** A client of the service's own HTTP contract. */
export function serviceAt({ host, port }: Address) {
  const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
    const startedMs = clock.monotonicMs();
    const response = await fetch(`http://${host}:${port}${path}`, init);
    const body = (await response.json()) as Record<string, unknown>;
    const tookMs = clock.monotonicMs() - startedMs;
    const { status, headers } = response;
    const [region, epoch] = ['region', 'epoch'].map((h) => headers.get(`x-blackstart-${h}`));
    return { status, body, tookMs, region: region ?? null, epoch: epoch ?? null };
  };
  const headers = { 'content-type': 'application/json' };
  const write = (id: number, payload = `payload of ${id}`) =>
    ask('/operations', { method: 'POST', headers, body: JSON.stringify({ id, payload }) });
  /** /ready may be as old as its cache, so a new epoch is awaited by name. */
  const untilReady = (epoch?: string) =>
    until(clock, { what: '/ready', ms: startMs, everyMs: 50 }, async () => {
      const answer = await ask('/ready');
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return epoch === undefined || answer.epoch === epoch;
    });
  return { ask, write, read: (id: number) => ask(`/operations/${id}`), untilReady };
}
