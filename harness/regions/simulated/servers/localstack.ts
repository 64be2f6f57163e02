import { deadlines } from '../deadlines.ts';
import { directoryOf, type Site } from '../site.ts';
import { get } from './probes.ts';
import type { ServerSpec } from './server.ts';

/** The AWS APIs of a region. It keeps everything in memory: after a restart it is empty. */
export function localstack(site: Site, region: string): ServerSpec {
  const { addresses, parts, topology } = site;
  const address = addresses.local(region, 's3');
  const directory = directoryOf(site, region, 'localstack');
  const services = topology.regions.find(({ name }) => name === region)?.cloud ?? ['s3'];
  return {
    region,
    name: 'localstack',
    command: parts.localstack.program('localstack'),
    args: [],
    env: {
      ...parts.localstack.environment,
      SERVICES: services.join(),
      STRICT_SERVICE_LOADING: '1',
      GATEWAY_LISTEN: `${address.host}:${address.port}`,
      // It would answer DNS on port 53 of every interface, and look for updates and certificates.
      DNS_ADDRESS: '0',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      DISABLE_EVENTS: '1',
      LS_LOG: 'warn',
      HOME: directory,
      XDG_CACHE_HOME: directory,
      MALLOC_ARENA_MAX: '2',
    },
    directory,
    listens: [address],
    stopMs: deadlines.stopEphemeralMs,
    readyMs: deadlines.localstackMs,
    ready: async () => (await get(address, '/_localstack/health')).status === 200,
  };
}
