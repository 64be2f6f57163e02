import { join, resolve } from 'node:path';
import { deadlines } from '../deadlines.ts';
import { bucketOf, directoryOf, type Site } from '../site.ts';
import { get } from './probes.ts';
import type { ServerSpec } from './server.ts';

/** What the app is told about its right to write. */
export interface AppSettings {
  readonly writerKey: string;
  readonly leaseTtlMs: number;
  readonly dependencyTimeoutMs: number;
}

/** The service that is protected where no other is named. */
export const defaultService = join(import.meta.dirname, '../../../../fixtures/app/main.ts');

/**
 * The protected service of a region, on the stores of its own region alone. Its database is in
 * another data centre of the region, so that a link leads there, which can be cut.
 */
export function app(
  site: Site,
  region: string,
  settings: AppSettings,
  program = defaultService,
): ServerSpec {
  const { addresses, accounts } = site;
  const listen = addresses.local(region, 'app');
  const url = (service: 's3' | 'etcd') => {
    const { host, port } = addresses.local(region, service);
    return `http://${host}:${port}`;
  };
  const config = {
    region,
    listen,
    postgres: {
      ...addresses.over(region, region, 'postgres'),
      ...accounts.service,
      database: accounts.database,
    },
    redis: addresses.local(region, 'redis'),
    kafka: addresses.localBrokers(region),
    s3: { endpoint: url('s3'), bucket: bucketOf(region) },
    etcd: { endpoint: url('etcd') },
    ...settings,
  };
  return {
    region,
    name: 'app',
    command: process.execPath,
    args: [resolve(program)],
    env: { BLACKSTART_APP: JSON.stringify(config) },
    directory: directoryOf(site, region, 'app'),
    listens: [listen],
    readyMs: deadlines.appMs,
    ready: async () => (await get(listen, '/health')).status === 200,
  };
}
