import type { Plan } from './schema.ts';

/** A contradiction between sections that are each well formed. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

export type Check = (plan: Partial<Plan>) => Contradiction[];
