import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyOf, lockFile } from './locks.ts';
import { findPython, installLocked } from './python.ts';
import type { Recipe } from './recipe.ts';

/** The S3 and Route 53 APIs; the last version that needs no account. */
export const localstack: Recipe = {
  name: 'localstack',
  needs: [],
  version: '4.12.0',
  origin: 'PyPI',
  key: async () => keyOf('localstack', await lockFile('localstack.txt')),
  make: async (workshop) => {
    const lock = await lockFile('localstack.txt');
    const python = await installLocked(workshop, lock.path);
    await mkdir(join(workshop.directory, 'bin'));
    const launcher = join(workshop.directory, 'bin', 'localstack');
    await writeFile(launcher, script);
    await chmod(launcher, 0o755);
    const programs = { localstack: 'bin/localstack', python };
    const version = /^localstack-core(?:\[.*\])?==(\S+)/m.exec(lock.text)?.[1] ?? 'unknown';
    return { version, origin: 'PyPI', digest: lock.digest, programs, environment: {} };
  },
  obstacle: async () => {
    const found = await findPython();
    return 'python' in found ? undefined : found;
  },
};

const script = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
exec "$here/venv/bin/python" -m localstack.runtime.main "$@"
`;
