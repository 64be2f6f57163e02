import type { NotApplicable } from './mutant.ts';

/** Each is added with its part. */
export const notApplicable: readonly NotApplicable[] = [
  {
    defect: 'dns-never-reverted',
    why: 'the engine does not fail back: the rig restores the first topology, names and all',
  },
  {
    defect: 'failback-without-draining',
    why: 'the engine does not fail back',
  },
  {
    defect: 'cancelled-wait-is-success',
    why: 'the databases replicate asynchronously, so that no commit waits for a standby',
  },
];
