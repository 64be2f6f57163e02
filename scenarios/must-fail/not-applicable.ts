import type { NotApplicable } from './mutant.ts';

/** Each is added with its part. */
export const notApplicable: readonly NotApplicable[] = [
  {
    defect: 'cancelled-wait-is-success',
    why: 'the databases replicate asynchronously, so that no commit waits for a standby',
  },
];
