import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../journal/index.ts';
import { drillEntries } from '../testing/drill-entries.ts';
import { findingOf } from '../testing/finding-of.ts';

/** A blip, away from 22 s to 34 s; injected at 21.96 s, and the rig heals from 60.5 s on. */
const blip = drillEntries({ operationsPerSecond: 20, vantages: ['us-east-1'], reads: 0 }).flatMap(
  (entry): Entry[] => {
    if (entry.kind === 'run') return [{ ...entry, failover: 'never' }];
    if (entry.kind === 'claim') return [];
    if (entry.kind === 'op' && entry.outcome === 'ok')
      return [{ ...entry, region: 'us-east-1', epoch: 1 }];
    if (entry.kind !== 'observation' || entry.of !== 'writable') return [entry];
    const isAway = entry.atMs >= 22_000 && entry.atMs < 34_000;
    if (entry.at !== 'us-east-1' || isAway) return [{ ...entry, value: false }];
    return [{ ...entry, value: true, epoch: 1 }];
  },
);
const [injectedMs, healMs] = ['inject', 'heal'].map(
  (what) =>
    blip.find((e) => (e.kind === 'fault' ? e.event : e.kind === 'phase' && e.phase) === what)
      ?.atMs ?? 0,
) as [number, number];
const find = (entries: readonly Entry[]) => findingOf('no-needless-failover', entries);
const seen = (at: string, atMs: number, epoch: number): Entry => {
  return { kind: 'observation', of: 'writable', at, atMs, value: true, epoch };
};
const claimed = (step: string, atMs: number): Entry => {
  return { kind: 'claim', step, event: 'started', atMs };
};
const answered = (region: string, epoch: number) =>
  blip.map(
    (entry): Entry =>
      entry.kind === 'op' && entry.id === 700 ? { ...entry, region, epoch } : entry,
  );

test.each<[string, readonly Entry[], RegExp]>([
  ['a blip that nobody acted on', blip, /^pass: only us-east-1 took writes/],
  ['attention, and a decision that moved nothing', [...blip, claimed('decided', 30_000)], /^pass/],
  ['a fence', [...blip, claimed('fence', 30_000)], /^fail: the engine claimed fence at 8\.0 s/],
  ['a second writer', [...blip, seen('us-west-2', 30_000, 2)], /^fail: us-west-2 took writes at 8/],
  ['one in the old epoch', [...blip, seen('us-west-2', 30_000, 1)], /^fail: us-west-2/],
  ['a newer epoch at home', [...blip, seen('us-east-1', 50_010, 3)], /^fail: us-east-1 .* epoch 3/],
  ['a client answered elsewhere', answered('us-west-2', 1), /^fail: us-west-2 took writes/],
  ['a client answered in a newer epoch', answered('us-east-1', 2), /^fail: us-east-1 .* epoch 2/],
  [
    'nobody looking elsewhere',
    blip.filter((entry) => entry.kind !== 'observation' || entry.at === 'us-east-1'),
    /^unknown: no other region was probed/,
  ],
  [
    'nobody looking at all',
    blip.filter((entry) => entry.kind !== 'observation' && entry.kind !== 'op'),
    /^unknown: no region was seen/,
  ],
  ['a scenario that says nothing', drillEntries({ reads: 0 }), /^not asked/],
])('%s', (_, entries, finding) => {
  expect(find(entries)).toMatch(finding);
});

test('it fails for any act and other writer from the fault until heal, not outside', () => {
  const act = fc.constantFrom('fence', 'promote', 'reroute').map((step) => (atMs: number) => {
    return claimed(step, atMs);
  });
  const writer = fc
    .tuple(fc.constantFrom('us-west-2', 'eu-west-1'), fc.integer({ min: 1, max: 3 }))
    .map(
      ([region, epoch]) =>
        (atMs: number) =>
          seen(region, atMs, epoch),
    );
  fc.assert(
    fc.property(fc.oneof(act, writer), fc.integer({ min: 10_001, max: 66_000 }), (make, atMs) => {
      const verdict = find([...blip, make(atMs)]).split(':')[0];
      expect(verdict).toBe(atMs >= injectedMs && atMs < healMs ? 'fail' : 'pass');
    }),
    { numRuns: 60 },
  );
});
