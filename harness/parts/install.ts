import { type Clock, systemClock } from '../../engine/index.ts';
import { cacheRoot, keep } from './cache.ts';
import type { InstalledPart, PartName, Parts, RegionPartName } from './part.ts';
import { recipes, regionPartNames } from './recipes.ts';
import { toolRunner } from './tool.ts';
import { asUnavailable, PartsUnavailable, type PartUnavailable } from './unavailable.ts';

export interface PartProgress {
  readonly part: PartName;
  readonly message: string;
  /** True once, when the part is ready. */
  readonly done: boolean;
}

export interface InstallOptions {
  readonly clock?: Clock;
  /** Directory to keep parts in, instead of the user's cache. */
  readonly cache?: string;
  readonly onProgress?: (event: PartProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Every part that regions need, fetched or built if the cache does not have it, several at once.
 * Throws PartUnavailable, or PartsUnavailable if it is more than one, after all others are done.
 */
export async function installParts(options: InstallOptions = {}): Promise<Parts> {
  const found = await installSome(regionPartNames, options);
  return Object.fromEntries(found.map((part) => [part.name, part])) as Record<
    RegionPartName,
    InstalledPart
  >;
}

/** One part and what it needs. Throws PartUnavailable. */
export async function installPart(
  name: PartName,
  options: InstallOptions = {},
): Promise<InstalledPart> {
  const [part] = await installSome([name], options);
  return part as InstalledPart;
}

async function installSome(
  names: readonly PartName[],
  options: InstallOptions,
): Promise<InstalledPart[]> {
  const begun = new Map<PartName, Promise<InstalledPart>>();
  const begin = (name: PartName): Promise<InstalledPart> => {
    const already = begun.get(name);
    if (already) return already;
    const made = make(name, begin, options);
    begun.set(name, made);
    return made;
  };
  const settled = await Promise.allSettled(names.map(begin));
  options.signal?.throwIfAborted();
  const errors = new Set<PartUnavailable>(
    settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
  );
  const [error, ...more] = errors;
  if (error) throw more.length === 0 ? error : new PartsUnavailable([...errors]);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

async function make(
  name: PartName,
  begin: (name: PartName) => Promise<InstalledPart>,
  options: InstallOptions,
): Promise<InstalledPart> {
  const { clock = systemClock, cache = cacheRoot(), signal, onProgress } = options;
  const say = (message: string, done = false): void => onProgress?.({ part: name, message, done });
  const recipe = recipes[name];
  const needs = new Map<PartName, InstalledPart>();
  for (const need of recipe.needs) needs.set(need, await begin(need));
  const needed = (need: PartName): InstalledPart => {
    const part = needs.get(need);
    if (part) return part;
    throw new RangeError(`the recipe of ${name} does not say that it needs ${need}`);
  };
  const tools = { clock, signal, cache, say, part: name, needed, run: toolRunner(name, signal) };
  try {
    const shelf = { cache, part: name, key: await recipe.key(), clock, signal, say };
    const part = await keep(shelf, {
      make: (directory, destination) => recipe.make({ ...tools, directory, destination }),
      finish: async (destination) =>
        recipe.finish?.({ ...tools, directory: destination, destination }),
    });
    say(`${part.version} (${part.origin})`, true);
    const inherited = [...needs.values()].map(({ environment }) => environment);
    return { ...part, environment: Object.assign({}, ...inherited, part.environment) };
  } catch (error) {
    throw asUnavailable(name, error);
  }
}
