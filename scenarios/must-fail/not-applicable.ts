import type { NotApplicable } from './mutant.ts';

/** Each is added with its part. */
export const notApplicable: readonly NotApplicable[] = [
  {
    defect: 'dns-never-reverted',
    why: 'no broken engine fails back yet: the rig restores the first topology and its names',
  },
  {
    defect: 'failback-without-draining',
    why: 'no broken engine fails back yet',
  },
  {
    defect: 'cancelled-wait-is-success',
    why: 'the databases replicate asynchronously, so that no commit waits for a standby',
  },
];
