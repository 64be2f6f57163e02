import type { InstalledPart, Parts, RegionPartName } from '../../parts/part.ts';
import { recipes, regionPartNames } from '../../parts/recipes.ts';

/** Where the files of a part are in its image, for those who look for more than programs. */
const prefixes: Readonly<Partial<Record<RegionPartName, string>>> = { kafka: '/opt/kafka' };

/** The parts as they are in images: every program on PATH there, under its usual name. */
export function containerParts(digests: Readonly<Record<string, string>>): Parts {
  const part = (name: RegionPartName): InstalledPart => ({
    name,
    version: recipes[name].version,
    origin: 'image',
    digest: digests[name] ?? '',
    prefix: prefixes[name] ?? '/usr',
    program: (program) => program,
    environment: {},
  });
  return Object.fromEntries(regionPartNames.map((name) => [name, part(name)])) as unknown as Parts;
}
