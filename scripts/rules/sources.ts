import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository, by its path from the root, with its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const ENDINGS = ['.ts', '.mjs', '.md'];

/** The TypeScript and Markdown that git tracks, or would track, below `root`. */
export function readSources(root: string): Source[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n');
  return paths
    .filter((path) => ENDINGS.some((ending) => path.endsWith(ending)))
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
