import { lstat, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * Makes each absolute symbolic link that leads to something unpacked in `root` a relative one, so
 * that it stays in there. Others are left as they are.
 */
export async function relinkWithin(root: string): Promise<void> {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath, entry.name);
    const target = await readlink(link);
    if (!target.startsWith('/')) continue;
    const inside = join(root, target);
    const there = await lstat(inside).catch(() => undefined);
    if (!there) continue;
    await rm(link);
    await symlink(relative(dirname(link), inside), link);
  }
}
