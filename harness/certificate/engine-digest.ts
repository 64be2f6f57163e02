import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256 } from './digest.ts';

/**
 * What the builtin engine is made of, whatever the commit says: the sha256 of a list with a line
 * `<sha256 of the file>  <path>` for each file of `engine/`, in the order of the paths.
 */
export async function engineDigest(root: string): Promise<string> {
  const directory = join(root, 'engine');
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(async (file) => {
        const path = relative(root, file).split(sep).join('/');
        return [path, sha256(await readFile(file))] as const;
      }),
  );
  lines.sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(lines.map(([path, digest]) => `${digest}  ${path}\n`).join(''));
}
