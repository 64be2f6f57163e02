import { expect, it } from 'vitest';
import { decideAgreed } from './decide.ts';
import type { State } from './state.ts';
import { down, idle, nowMs, policy, reason, standby, trigger } from './testing/a-lost-primary.ts';

const loss = (lostMs: number) => [
  { atMs: nowMs - 31_500 - lostMs, lsn: 1_000n },
  { atMs: nowMs - 31_500, lsn: 1_001n },
];
it.each([
  ['as was asked', 70_000, {}, 'us-west-2'],
  ['with less to lose', 80_000, {}, 'us-west-2'],
  ['with more to lose', 69_999, {}, 'loss-beyond-rpo'],
  ['with more to lose, and nobody knew how much', undefined, {}, 'us-west-2'],
  ['when nobody knows any more what is lost', 80_000, { primary: [] }, 'loss-unknown'],
  ['when nobody knew that before', undefined, { primary: [] }, 'us-west-2'],
  ['with more to lose, but not beyond the RPO', 1, { primary: loss(59_000) }, 'us-west-2'],
  ['when it is over', 80_000, { heldSinceMs: {} }, 'healthy'],
  [
    'when the primary lives',
    80_000,
    { standbys: [standby('us-west-2', { primaryHeardAtMs: nowMs })] },
    'primary-alive',
  ],
  ['without a target', 80_000, { standbys: [] }, 'no-target'],
  ['with another target', 80_000, { standbys: [standby('eu-west-1')] }, 'loss-beyond-rpo'],
  ['without a quorum', 80_000, { quorum: false }, 'no-quorum'],
])('takes a yes for what it was said to, %s', (_, lossMs, change, expected) => {
  const seen = { ...down([standby('us-west-2')]), primary: loss(70_000), ...change };
  const decision = { kind: 'failover', trigger, from: 'us-east-1', to: 'us-west-2' } as const;
  const asked = { ...decision, action: 'database-failover', epoch: 2 };
  const question = { id: 'a', decision: asked, lossMs, sinceMs: 0, untilMs: nowMs };
  const state: State = { ...idle, phase: 'asking', question };
  expect(reason(decideAgreed(policy, state, question, seen, nowMs))).toBe(expected);
});
