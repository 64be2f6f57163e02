import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readProcess } from '../../../processes/process-table.ts';
import { unmountBelow } from '../engine/unmount-below.ts';

/** Where what goes into images is laid out. */
export const workshopOf = (cache: string): string => join(cache, 'images');

/** A directory for what this process makes. */
export async function makeBench(workshop: string, name: string): Promise<string> {
  await mkdir(workshop, { recursive: true });
  return mkdtemp(join(workshop, `${process.pid}-${name}-`));
}

/** Removes one, and first what is mounted in it: a half made base has a /proc. */
export async function removeBench(bench: string): Promise<void> {
  await unmountBelow(bench);
  await rm(bench, { recursive: true, force: true });
}

/** Removes what processes that are gone have left. */
export async function sweepWorkshop(cache: string): Promise<void> {
  const workshop = workshopOf(cache);
  const names = await readdir(workshop).catch(() => []);
  const stale = names.filter((name) => !readProcess(Number.parseInt(name, 10)));
  await Promise.all(stale.map((name) => removeBench(join(workshop, name))));
}
