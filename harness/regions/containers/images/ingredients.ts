import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledPart } from '../../../parts/index.ts';
import type { RecipeName } from './image-names.ts';

const repository = join(import.meta.dirname, '../../../..');
const within = (...path: readonly string[]) => join(repository, ...path);

/** What a build needs beside its recipe's folder: the path in its context, and where it is here. */
export type Ingredients = Readonly<Record<string, string>>;

/** Gives parts that are built here, and go into images as they are. */
export type ImageParts = (name: 'kafka' | 'toxiproxy' | 'k6') => Promise<InstalledPart>;

/** What comes from a lock file is the same in images as outside. */
export async function ingredientsOf(name: RecipeName, part: ImageParts): Promise<Ingredients> {
  switch (name) {
    case 'kafka':
      return { kafka: (await part('kafka')).prefix };
    case 'toxiproxy':
      return { 'toxiproxy-server': (await part('toxiproxy')).program('toxiproxy-server') };
    case 'k6':
      return { k6: (await part('k6')).program('k6'), scripts: within('fixtures/k6') };
    case 'localstack':
      return {
        'localstack.txt': within('fixtures/locks/localstack.txt'),
        'serve.py': within('harness/parts/localstack-serve.py'),
        'bucket_policy.py': within('harness/parts/localstack-bucket-policy.py'),
        localstack: within('harness/parts/localstack-launch.sh'),
      };
    case 'service':
      return {
        node: process.execPath,
        'package.json': within('package.json'),
        app: within('fixtures/app'),
        ...(await packages()),
      };
    default:
      return {};
  }
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly devOptional?: boolean; optional?: boolean }>
  >;
}

/** The npm packages that the service runs on, as they are installed here. */
async function packages(): Promise<Ingredients> {
  const lock = JSON.parse(await readFile(within('package-lock.json'), 'utf8')) as Lock;
  const needed = Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => path && !dev && !devOptional && !optional)
    .map(([path]) => path);
  return Object.fromEntries(needed.map((path) => [path, within(path)]));
}
