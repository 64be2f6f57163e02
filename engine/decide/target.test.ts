import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseTarget, type StandbyView } from './target.ts';

const standby = (region: string, receivedLsn: bigint | undefined, timeline = 1): StandbyView => ({
  region,
  atMs: 0,
  timeline,
  receivedLsn,
  primaryHeardAtMs: undefined,
});
const candidates = ['us-east-1', 'us-west-2', 'eu-west-1'];
const lsn = fc.option(fc.bigInt({ min: 0n, max: 50n }), { nil: undefined });
const view = fc
  .tuple(fc.constantFrom(...candidates, 'cold'), lsn, fc.integer({ min: 1, max: 2 }))
  .map(([region, position, timeline]) => standby(region, position, timeline));
const views = fc.uniqueArray(view, { selector: ({ region }) => region });

it('has nobody ahead of the target among those that can serve, and of the furthest at all', () => {
  fc.assert(
    fc.property(views, (standbys) => {
      const choice = chooseTarget(standbys, candidates);
      const known = standbys.filter(({ receivedLsn }) => receivedLsn !== undefined);
      const serving = known.filter(({ region }) => candidates.includes(region));
      expect(choice === undefined).toBe(serving.length === 0);
      if (!choice) return;
      const rank = ({ timeline, receivedLsn = -1n }: StandbyView) =>
        BigInt(timeline) * 1_000n + receivedLsn;
      for (const each of serving) expect(rank(choice.target)).toBeGreaterThanOrEqual(rank(each));
      for (const each of known) expect(rank(choice.furthest)).toBeGreaterThanOrEqual(rank(each));
    }),
    { numRuns: 500 },
  );
});

it('names the standby that cannot serve as furthest only if it really has more', () => {
  const serving = standby('us-west-2', 7n);
  const same = chooseTarget([standby('cold', 7n), serving], candidates);
  expect([same?.target.region, same?.furthest.region]).toEqual(['us-west-2', 'us-west-2']);
  const more = chooseTarget([standby('cold', 8n), serving], candidates);
  expect([more?.target.region, more?.furthest.region]).toEqual(['us-west-2', 'cold']);
});
