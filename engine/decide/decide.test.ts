import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide, type FailoverDecision, type Observation } from './decide.ts';
import type { State } from './state.ts';
import {
  down,
  idle,
  nowMs,
  policy,
  reason,
  sightings,
  standby,
  trigger,
} from './testing/a-lost-primary.ts';

const lsn = fc.option(fc.bigInt({ min: 0n, max: 1n << 40n }), { nil: undefined });
const anyStandby = fc.record({
  region: fc.constantFrom('us-east-1', 'us-west-2', 'eu-west-1', 'elsewhere'),
  atMs: fc.integer({ min: nowMs - 10_000, max: nowMs }),
  timeline: fc.integer({ min: 1, max: 2 }),
  receivedLsn: lsn,
  primaryHeardAtMs: fc.option(fc.integer({ min: 0, max: nowMs }), { nil: undefined }),
});
const standbys = fc.uniqueArray(anyStandby, { selector: ({ region }) => region, maxLength: 4 });
const barred = fc
  .subarray(['us-east-1', 'us-west-2', 'eu-west-1'])
  .map((regions) => regions.map((region) => ({ region, why: 'kafka is down' })));
const observations = fc.record({
  region: fc.constantFrom('us-east-1', 'us-west-2'),
  heldSinceMs: fc.oneof(
    fc.constant({}),
    fc.record({ [trigger]: fc.integer({ min: 0, max: nowMs }) }),
  ),
  standbys,
  barred,
  quorum: fc.boolean(),
  primary: fc.constantFrom([], sightings),
}) as fc.Arbitrary<Observation>;
const states = fc.record({
  active: fc.constantFrom('us-east-1', 'us-west-2'),
  epoch: fc.integer({ min: 1, max: 9 }),
  // Mostly one in which something may be decided, or little of what is checked would be seen.
  phase: fc.oneof(
    { weight: 4, arbitrary: fc.constant('idle') },
    { weight: 1, arbitrary: fc.constantFrom('following', 'asking', 'running', 'stuck') },
  ),
  paused: fc.boolean(),
}) as fc.Arbitrary<State>;

/** Every decision to fail over satisfies this, whatever was observed. */
function always(check: (state: State, seen: Observation, to: string, epoch: number) => void) {
  fc.assert(
    fc.property(states, observations, (state, seen) => {
      const decision = decide(policy, state, seen, nowMs);
      if (decision.kind === 'failover') check(state, seen, decision.to, decision.epoch);
    }),
    { numRuns: 2_000 },
  );
}

it('fails over to the standby when the primary has been away for longer than its hold', () => {
  expect(decide(policy, idle, down([standby('us-west-2')]), nowMs)).toEqual({
    kind: 'failover',
    trigger,
    action: 'database-failover',
    from: 'us-east-1',
    to: 'us-west-2',
    epoch: 2,
    known: { system: null, furthestLsn: '1000', leastLsn: '800' },
  });
});

it('never acts while healthy, nor before the hold is over', () => {
  always(({ active }, { heldSinceMs, region, standbys }) => {
    expect(nowMs - (heldSinceMs[trigger] ?? nowMs)).toBeGreaterThan(30_000);
    for (const { primaryHeardAtMs = 0 } of standbys) {
      expect(nowMs - primaryHeardAtMs).toBeGreaterThan(30_000);
    }
    expect(region).toBe(active);
  });
  expect(reason(decide(policy, idle, down([standby('us-west-2')], 30_000), nowMs))).toBe(
    'not-held',
  );
});

it('decides nothing unless it leads, runs nothing, is not paused, and hears a majority', () => {
  always(({ phase, paused }, { quorum }) => {
    expect(['idle', 'asking']).toContain(phase);
    expect({ paused, quorum }).toEqual({ paused: false, quorum: true });
  });
});

it('decides what needs no question as if none were open, and asks no second one', () => {
  fc.assert(
    fc.property(states, observations, (state, seen) => {
      const free = decide(policy, { ...state, phase: 'idle' }, seen, nowMs);
      const asking = decide(policy, { ...state, phase: 'asking' }, seen, nowMs);
      if (free.kind === 'failover') expect(asking).toEqual(free);
      else expect(asking.kind).toBe('wait');
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['another leads', { phase: 'following' as const }, 'not-leading'],
  ['a runbook runs', { phase: 'running' as const }, 'busy'],
  ['a runbook ended badly', { phase: 'stuck' as const }, 'stuck'],
  ['an operator has paused it', { paused: true }, 'paused'],
])('waits while %s', (_, change, why) => {
  const seen = down([standby('us-west-2')]);
  expect(reason(decide(policy, { ...idle, ...change }, seen, nowMs))).toBe(why);
});

it.each([
  ['paused', { ...idle, paused: true }, {}, 'paused'],
  ['stuck', { ...idle, phase: 'stuck' as const }, {}, 'stuck'],
  ['too few are heard', idle, { quorum: false }, 'no-quorum'],
  ['it has no target either', { ...idle, paused: true }, { standbys: [] }, 'paused'],
])('names the trigger that it would act on while %s', (_, state, change, why) => {
  const seen = { ...down([standby('us-west-2')]), ...change };
  const wait = { kind: 'wait', why };
  expect(decide(policy, state, seen, nowMs)).toEqual({ ...wait, trigger });
  const soon = { ...seen, heldSinceMs: { [trigger]: nowMs - 1 } };
  expect(decide(policy, state, soon, nowMs)).toEqual(wait);
  const elsewhere = { ...seen, region: 'us-west-2' };
  expect(decide(policy, state, elsewhere, nowMs)).toEqual(wait);
});

it('waits while too few controllers are heard', () => {
  const seen = { ...down([standby('us-west-2')]), quorum: false };
  expect(reason(decide(policy, idle, seen, nowMs))).toBe('no-quorum');
});

it('asks before it loses more than the RPO, and when it cannot know what it would lose', () => {
  const behind = down([standby('us-west-2', { receivedLsn: 900n })]);
  expect(reason(decide({ ...policy, maxLossMs: 58_500 }, idle, behind, nowMs))).toBe('us-west-2');
  expect(reason(decide({ ...policy, maxLossMs: 58_499 }, idle, behind, nowMs))).toBe(
    'loss-beyond-rpo',
  );
  const never = { ...behind, primary: [] };
  expect(reason(decide(policy, idle, never, nowMs))).toBe('loss-unknown');
});

it('counts what the target can fetch from another standby as not lost', () => {
  const cold = standby('eu-west-1', { receivedLsn: 1_000n });
  const seen = down([standby('us-west-2', { receivedLsn: 1n }), cold]);
  const strict = { ...policy, candidates: ['us-east-1', 'us-west-2'], maxLossMs: 0 };
  expect(reason(decide(strict, idle, seen, nowMs))).toBe('us-west-2');
});

it('does not ask again what was declined, until the condition has held anew', () => {
  const seen = down([standby('us-west-2')]);
  const declined = { trigger, sinceMs: nowMs - 31_000 };
  expect(reason(decide(policy, { ...idle, declined }, seen, nowMs))).toBe('declined');
  const before = { trigger, sinceMs: nowMs - 95_000 };
  expect(reason(decide(policy, { ...idle, declined: before }, seen, nowMs))).toBe('us-west-2');
});

it('only ever chooses a fresh standby elsewhere that can serve and whose position is known', () => {
  always((state, seen, to, epoch) => {
    expect(to).not.toBe(state.active);
    expect(policy.candidates).toContain(to);
    expect(seen.barred.map(({ region }) => region)).not.toContain(to);
    const chosen = seen.standbys.find(({ region }) => region === to);
    expect(chosen?.receivedLsn).toBeDefined();
    expect(nowMs - (chosen?.atMs ?? 0)).toBeLessThanOrEqual(policy.freshMs);
    expect(epoch).toBe(state.epoch + 1);
  });
});

it('chooses the furthest of those that can serve', () => {
  always((state, seen, to) => {
    const chosen = seen.standbys.find(({ region }) => region === to);
    for (const other of seen.standbys) {
      const eligible =
        other.region !== state.active &&
        policy.candidates.includes(other.region) &&
        seen.barred.every(({ region }) => region !== other.region) &&
        nowMs - other.atMs <= policy.freshMs &&
        other.timeline === chosen?.timeline;
      if (eligible && other.receivedLsn !== undefined) {
        expect(chosen?.receivedLsn).toBeGreaterThanOrEqual(other.receivedLsn);
      }
    }
  });
});

it('takes unknown lag for unknown, not for zero', () => {
  const unknown = standby('us-west-2', { receivedLsn: undefined });
  expect(reason(decide(policy, idle, down([unknown]), nowMs))).toBe('no-target');
  const behind = standby('eu-west-1', { receivedLsn: 1n });
  expect(reason(decide(policy, idle, down([unknown, behind]), nowMs))).toBe('eu-west-1');
});

it('prefers the region that comes first when positions are equal', () => {
  const seen = down([standby('eu-west-1'), standby('us-west-2')]);
  expect(reason(decide(policy, idle, seen, nowMs))).toBe('us-west-2');
});

it('leaves a primary alone that a standby still hears', () => {
  const hears = standby('eu-west-1', { primaryHeardAtMs: nowMs - 100 });
  const seen = down([standby('us-west-2'), hears]);
  expect(reason(decide(policy, idle, seen, nowMs))).toBe('primary-alive');
  const heardBefore = standby('eu-west-1', { primaryHeardAtMs: nowMs - 31_500 });
  expect(reason(decide(policy, idle, down([heardBefore]), nowMs))).toBe('eu-west-1');
});

it('takes a primary that lives for no proof that its region does', () => {
  const hears = standby('us-west-2', { primaryHeardAtMs: nowMs - 100 });
  const base = policy.triggers[trigger];
  if (!base) throw new Error('expected the trigger');
  const ofRegion = { ...policy, triggers: { [trigger]: { ...base, when: [{ of: 'region' }] } } };
  expect(reason(decide(ofRegion, idle, down([hears]), nowMs))).toBe('us-west-2');
});

it('counts from the last sign of life, so that a doubt before a death delays nothing', () => {
  const heard = standby('eu-west-1', { primaryHeardAtMs: nowMs - 30_001 });
  expect(reason(decide(policy, idle, down([heard], 45_000), nowMs))).toBe('eu-west-1');
});

it('does not hold against a new primary what was seen of the old one', () => {
  const state: State = { ...idle, active: 'us-west-2', epoch: 2 };
  const seen = down([standby('us-east-1'), standby('eu-west-1')]);
  expect(reason(decide(policy, state, seen, nowMs))).toBe('healthy');
  expect(reason(decide(policy, state, { ...seen, region: 'us-west-2' }, nowMs))).toBe('us-east-1');
});

it.each([
  ['asks when the trigger is half automatic', { automation: 'semi' as const }, 'semi-automatic'],
  ['leaves a manual trigger to people', { automation: 'manual' as const }, 'manual'],
  ['does nothing for which there is no runbook', { action: 'gateway-failover' }, 'no-runbook'],
])('%s', (_, change, why) => {
  const base = policy.triggers[trigger];
  if (!base) throw new Error('expected the trigger');
  const other = { ...policy, triggers: { [trigger]: { ...base, ...change } } };
  expect(reason(decide(other, idle, down([standby('us-west-2')]), nowMs))).toBe(why);
});

it.each([
  ['what the RPO allows, if the furthest has more', 40_000, 1_000n, '800', '1000'],
  ['what the furthest has, if a person has agreed to more', 1_000, 900n, '900', '900'],
])('hands the least on that may be promoted: %s', (_, maxLossMs, lsn, leastLsn, furthestLsn) => {
  const primary = [
    { atMs: nowMs - 70_000, lsn: 800n },
    { atMs: nowMs - 31_500, lsn: 1_000n },
  ];
  const standbys = [standby('us-west-2', { receivedLsn: lsn })];
  const seen = { ...down(standbys), primary, system: '7' };
  const decision = decide({ ...policy, maxLossMs }, idle, seen, nowMs);
  const { known } = decision.kind === 'ask' ? decision.failover : (decision as FailoverDecision);
  expect(known).toEqual({ system: '7', furthestLsn, leastLsn });
});

it('moves to no region where something is down that it needs, however far its database is', () => {
  const [west, europe] = [standby('us-west-2'), standby('eu-west-1', { receivedLsn: 900n })];
  const kafka = { region: 'us-west-2', why: 'kafka is down' };
  const seen = { ...down([west, europe]), barred: [kafka] };
  const decision = decide(policy, idle, seen, nowMs);
  // The furthest is fetched from all the same.
  expect(decision).toMatchObject({ to: 'eu-west-1', known: { furthestLsn: '1000' } });
});

it('says of each region why nothing is moved there', () => {
  const barred = [{ region: 'us-west-2', why: 'kafka, s3 are down' }];
  const unknown = standby('eu-west-1', { receivedLsn: undefined });
  const seen = { ...down([standby('us-west-2'), unknown]), barred };
  expect(decide(policy, idle, seen, nowMs)).toMatchObject({
    why: 'no-target',
    detail: 'us-west-2: kafka, s3 are down; eu-west-1: no standby there tells its position',
  });
});
