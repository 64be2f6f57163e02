import type { NotApplicable } from './mutant.ts';

/** Each is added with its part; today every part is there. */
export const notApplicable: readonly NotApplicable[] = [];
