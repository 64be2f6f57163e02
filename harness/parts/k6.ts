import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textDigest } from './digest.ts';
import { buildGo, findGo } from './go.ts';
import { keyOf, lockFile } from './locks.ts';
import type { Recipe } from './recipe.ts';

const version = '1.8.1';
const leastGoMinor = 25;
const source = join(import.meta.dirname, 'k6-main.go');

/** What drives scripted load. It is built as its extensions are: by a main program of our own. */
export const k6: Recipe = {
  name: 'k6',
  needs: [],
  purpose: 'scripted load, by `drill --k6`',
  version,
  origin: 'Go module',
  key: async () => keyOf('k6', ...(await locks()), await readFile(source, 'utf8')),
  make: async (workshop) => {
    const [modules, sums] = await locks();
    const output = 'k6';
    const linkerFlags = '-s -w';
    const program = { package: '.', source, modules, sums, linkerFlags, output, leastGoMinor };
    await buildGo(workshop, program);
    const digest = textDigest(modules.digest + sums.digest + (await readFile(source, 'utf8')));
    return { version, origin: 'Go module', digest, programs: { k6: output }, environment: {} };
  },
  obstacle: async () => {
    const found = await findGo(leastGoMinor);
    return 'go' in found ? undefined : found;
  },
};

const locks = () => Promise.all([lockFile('k6/go.mod'), lockFile('k6/go.sum')]);
