import { chmod, cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyOf, lockFile } from './locks.ts';
import { findPython, installLocked } from './python.ts';
import type { Made, Recipe, Workshop } from './recipe.ts';

const serve = join(import.meta.dirname, 'localstack-serve.py');
const bucketPolicy = join(import.meta.dirname, 'localstack-bucket-policy.py');
const launch = join(import.meta.dirname, 'localstack-launch.sh');

/**
 * What makes LocalStack keep to itself: the services asked for, loaded at the start; no DNS server,
 * no telemetry, no certificate from elsewhere; its files below FILESYSTEM_ROOT even in a container,
 * which, with GATEWAY_LISTEN, is for the one who starts it to say.
 */
const environment = {
  SERVICES: 's3,route53',
  EAGER_SERVICE_LOADING: '1',
  OVERRIDE_IN_DOCKER: '0',
  DNS_ADDRESS: '0',
  DISABLE_EVENTS: '1',
  SKIP_SSL_CERT_DOWNLOAD: '1',
};

/** The S3 and Route 53 APIs; the last version that needs no account and no later Python. */
export const localstack: Recipe = {
  name: 'localstack',
  needs: [],
  version: '4.12.0',
  origin: 'PyPI',
  key: async () => {
    const programs = await Promise.all(
      [serve, bucketPolicy, launch].map((path) => readFile(path, 'utf8')),
    );
    return keyOf('localstack', await lockFile('localstack.txt'), ...programs);
  },
  make,
  obstacle: async () => {
    const found = await findPython();
    return 'python' in found ? undefined : found;
  },
};

async function make(workshop: Workshop): Promise<Made> {
  const lock = await lockFile('localstack.txt');
  const python = await installLocked(workshop, lock.path);
  workshop.say('making the service catalogue');
  const root = join(workshop.directory, 'filesystem');
  await mkdir(join(root, 'usr', 'lib', 'localstack'), { recursive: true });
  await workshop.run({
    program: join(workshop.directory, python),
    arguments: ['-m', 'localstack.aws.spec'],
    environment: { ...environment, FILESYSTEM_ROOT: root },
    remedy: 'to install again',
  });
  const bin = join(workshop.directory, 'bin');
  await mkdir(bin);
  await cp(serve, join(bin, 'serve.py'));
  await cp(bucketPolicy, join(bin, 'bucket_policy.py'));
  await cp(launch, join(bin, 'localstack'));
  await chmod(join(bin, 'localstack'), 0o755);
  const version = /^localstack-core(?:\[.*\])?==(\S+)/m.exec(lock.text)?.[1] ?? 'unknown';
  const programs = { localstack: 'bin/localstack', python };
  return { version, origin: 'PyPI', digest: lock.digest, programs, environment };
}
