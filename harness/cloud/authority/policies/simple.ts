import type { Policy } from './policy.ts';

/** One record set, answered whatever its health: there is nothing else to answer. */
export const simple: Policy = {
  name: 'simple',
  governs: (record) => record.setIdentifier === undefined,
  choose: ([record]) => record,
};
