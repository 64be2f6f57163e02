import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { InstalledPart, PartName } from './part.ts';
import type { Made } from './recipe.ts';

const fileName = 'manifest.json';

const schema = z.strictObject({
  part: z.string(),
  version: z.string(),
  origin: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  installedAt: z.string(),
  prefix: z.string().optional(),
  programs: z.record(z.string(), z.string()),
  environment: z.record(z.string(), z.string()),
});

type Manifest = z.infer<typeof schema>;

/** Writes the record of a finished part; nothing is written into its directory after this. */
export async function writeManifest(
  directory: string,
  part: PartName,
  made: Made,
  installedAt: Date,
): Promise<void> {
  const manifest = { part, installedAt: installedAt.toISOString(), ...made };
  const draft = join(directory, `.${fileName}`);
  await writeFile(draft, `${JSON.stringify(manifest, undefined, 2)}\n`);
  await rename(draft, join(directory, fileName));
}

/** The part in `directory`, or undefined if there is none, or not a whole one. */
export async function readPart(
  directory: string,
  part: PartName,
): Promise<InstalledPart | undefined> {
  const text = await readFile(join(directory, fileName), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success || parsed.data.part !== part) return undefined;
  const prefix = parsed.data.prefix ?? directory;
  for (const program of Object.values(parsed.data.programs)) {
    const found = await stat(resolve(prefix, program)).catch(() => undefined);
    if (!found?.isFile() || found.size === 0) return undefined;
  }
  return partAt(prefix, part, parsed.data);
}

/** The part a manifest describes, with its files under `prefix`. */
function partAt(prefix: string, name: PartName, manifest: Manifest): InstalledPart {
  const { version, origin, digest, programs } = manifest;
  const environment = Object.fromEntries(
    Object.entries(manifest.environment).map(([key, value]) => [
      key,
      value.replaceAll('{prefix}', prefix),
    ]),
  );
  const program = (wanted: string): string => {
    const path = programs[wanted];
    if (path) return resolve(prefix, path);
    throw new RangeError(`${name} has no ${wanted}: it has ${Object.keys(programs).join(', ')}`);
  };
  return { name, version, origin, digest, prefix, program, environment };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
