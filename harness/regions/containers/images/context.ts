import { createHash } from 'node:crypto';
import { cp, lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecipeName } from './image-names.ts';
import type { Ingredients } from './ingredients.ts';
import { makeBench, removeBench } from './workshop.ts';

export const recipeFolder = (name: RecipeName): string =>
  join(import.meta.dirname, '../../../../fixtures/images', name);

/** A directory with all that a build reads. It is removed when it is disposed of. */
export interface Context extends AsyncDisposable {
  readonly directory: string;
  readonly entries: readonly string[];
}

/** sha256 over all that goes into an image, in hex: the same content has the same digest. */
export async function contentOf(
  name: RecipeName,
  ingredients: Ingredients,
  base: string,
): Promise<string> {
  const hash = createHash('sha256').update(base);
  const from = Object.entries(ingredients).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [path, source] of [['', recipeFolder(name)], ...from] as const) {
    hash.update(`\0${path}\0`);
    await addTo(hash, source);
  }
  return hash.digest('hex');
}

async function addTo(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  const status = await lstat(path);
  if (status.isDirectory()) {
    for (const name of (await readdir(path)).sort()) {
      hash.update(`/${name}\0`);
      await addTo(hash, join(path, name));
    }
    return;
  }
  hash.update(status.isSymbolicLink() ? await readlink(path) : await readFile(path));
  hash.update(String(status.mode & 0o111));
}

/** Lays out below a workshop what a build reads. */
export async function layOut(
  workshop: string,
  name: RecipeName,
  ingredients: Ingredients,
): Promise<Context> {
  const context = await makeBench(workshop, name);
  const all = { ...ingredients };
  for (const entry of await readdir(recipeFolder(name)))
    all[entry] = join(recipeFolder(name), entry);
  for (const [path, source] of Object.entries(all)) {
    await cp(source, join(context, path), { recursive: true });
  }
  return {
    directory: context,
    entries: await readdir(context),
    [Symbol.asyncDispose]: () => removeBench(context),
  };
}
