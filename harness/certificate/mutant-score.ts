import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** How many deliberately broken engines the judge tells from the whole one. */
export type MutantScore =
  | {
      readonly state: 'measured';
      readonly commit: string;
      /** Of the broken engines' drills; absent in certificates of before it was bound. */
      readonly profile?: string;
      readonly caught: number;
      readonly missed: number;
      readonly notApplicable: number;
    }
  | { readonly state: 'absent'; readonly why: string };

const count = z.int().nonnegative();

const file = z.object({
  commit: z.string(),
  profile: z.string(),
  caught: count,
  missed: count,
  notApplicable: count,
});

/** What `npm run mutants` last came to; one that is not there, or is no score, is absent. */
export async function readMutantScore(root: string): Promise<MutantScore> {
  const path = join('reports', 'runs', 'mutants.json');
  try {
    const score = file.parse(JSON.parse(await readFile(join(root, path), 'utf8')));
    return { state: 'measured', ...score };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? `there is no ${path}` : `${path} holds no score`;
    return { state: 'absent', why: `${why}; npm run mutants makes it` };
  }
}
