import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { InstalledPart } from './part.ts';
import { toolRunner } from './tool.ts';

/**
 * A copy of a part below `directory` that other users can read and run, as hard links where that
 * can be; `directory` and all above it must let them pass. A part that is not in the cache but on
 * the machine already is given back as it is. Throws PartUnavailable.
 */
export async function stage(part: InstalledPart, directory: string): Promise<InstalledPart> {
  if (part.origin === 'on PATH') return part;
  const prefix = join(directory, part.name);
  await mkdir(directory, { recursive: true });
  const run = toolRunner(part.name, undefined);
  const copy = (how: string): Promise<unknown> =>
    run({ program: 'cp', arguments: [how, part.prefix, prefix], remedy: 'free some disk space' });
  await copy('-alT').catch(async () => {
    // Between file systems only the directories were made.
    await rm(prefix, { recursive: true, force: true });
    await copy('-aT');
  });
  const environment = Object.fromEntries(
    Object.entries(part.environment).map(([key, value]) => [
      key,
      value.replaceAll(part.prefix, prefix),
    ]),
  );
  const program = (name: string): string => join(prefix, relative(part.prefix, part.program(name)));
  return { ...part, prefix, environment, program };
}
