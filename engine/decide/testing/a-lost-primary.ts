import type { Decision, Observation, Policy } from '../decide.ts';
import type { State } from '../state.ts';
import type { StandbyView } from '../target.ts';

export const trigger = 'database_primary_failure';
export const policy: Policy = {
  triggers: {
    [trigger]: {
      when: [{ of: 'postgres' }],
      heldForMs: 30_000,
      action: 'database-failover',
      automation: 'full',
    },
  },
  candidates: ['us-east-1', 'us-west-2', 'eu-west-1'],
  actions: ['database-failover'],
  freshMs: 4_000,
  maxLossMs: 60_000,
};
export const idle: State = { active: 'us-east-1', epoch: 1, phase: 'idle', paused: false };
export const nowMs = 100_000;

export const standby = (region: string, change: Partial<StandbyView> = {}): StandbyView => ({
  region,
  atMs: nowMs - 500,
  timeline: 1,
  receivedLsn: 1_000n,
  primaryHeardAtMs: undefined,
  ...change,
});
export const sightings = [
  { atMs: nowMs - 90_000, lsn: 800n },
  { atMs: nowMs - 31_500, lsn: 1_000n },
];
export const down = (standbys: readonly StandbyView[], forMs = 31_000): Observation => ({
  region: 'us-east-1',
  quorum: true,
  primary: sightings,
  heldSinceMs: { [trigger]: nowMs - forMs },
  standbys,
  barred: [],
});
export const reason = (decision: Decision) =>
  decision.kind === 'failover' ? decision.to : decision.why;
