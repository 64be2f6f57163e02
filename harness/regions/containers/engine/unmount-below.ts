import { readFile, realpath } from 'node:fs/promises';
import { execa } from 'execa';

/**
 * Unmounts what is mounted below a directory, the innermost first: an engine that has ended leaves
 * the network namespace of its host so, and one that was killed the files of its containers, which
 * must not be removed through them. Throws what `umount` says.
 */
export async function unmountBelow(directory: string): Promise<void> {
  const real = await realpath(directory).catch(() => directory);
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const below = table
    .split('\n')
    .map((line) => line.split(' ')[4]?.replaceAll('\\040', ' ') ?? '')
    .filter((path) => path.startsWith(`${real}/`));
  for (const path of below.toSorted((a, b) => b.length - a.length)) await execa('umount', [path]);
}
