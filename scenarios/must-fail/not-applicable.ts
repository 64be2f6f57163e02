import type { NotApplicable } from './mutant.ts';

/** Each is added with its part. */
export const notApplicable: readonly NotApplicable[] = [
  {
    defect: 'dns-never-reverted',
    why: 'the names follow the routing control, and no step of an engine changes them',
  },
  {
    defect: 'failback-without-draining',
    why: 'events and objects are not copied back yet, so that a failback is red without a defect',
  },
  {
    defect: 'cancelled-wait-is-success',
    why: 'the databases replicate asynchronously, so that no commit waits for a standby',
  },
];
