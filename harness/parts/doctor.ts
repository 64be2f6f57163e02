import { join } from 'node:path';
import { cacheRoot } from './cache.ts';
import { readPart } from './manifest.ts';
import type { PartName } from './part.ts';
import { partNames, recipes } from './recipes.ts';

export interface DoctorLine {
  readonly part: PartName;
  /** Found if it is ready, else the one that would be fetched. */
  readonly version: string;
  readonly origin: string;
  readonly state: 'ready' | 'can be fetched' | 'missing';
  /** What it is for, if regions do without it. */
  readonly purpose?: string;
  /** What is in the way and what to try, if the part is missing. */
  readonly advice?: string;
}

/** The state of every part on this machine. Fetches nothing. */
export function doctor(cache: string = cacheRoot()): Promise<readonly DoctorLine[]> {
  return Promise.all(partNames.map((part) => examine(cache, part)));
}

async function examine(cache: string, part: PartName): Promise<DoctorLine> {
  const recipe = recipes[part];
  const about = { part, ...(recipe.purpose && { purpose: recipe.purpose }) };
  const ready = await readPart(join(cache, await recipe.key()), part);
  if (ready) return { ...about, version: ready.version, origin: ready.origin, state: 'ready' };
  const { version, origin } = recipe;
  const obstacle = await recipe.obstacle();
  if (!obstacle) return { ...about, version, origin, state: 'can be fetched' };
  const advice = `${obstacle.what}: ${obstacle.remedy}`;
  return { ...about, version, origin, state: 'missing', advice };
}
