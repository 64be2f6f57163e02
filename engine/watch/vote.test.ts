import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fact } from './fact.ts';
import type { Opinion } from './opinions.ts';
import { hasQuorum, majorityOf, votedFor } from './vote.ts';

const observers = ['us-east-1', 'us-west-2', 'eu-west-1'];
const when = [{ of: 'postgres', measure: 'reachable', is: false }] as const;
const says = (observer: string, value: boolean): Opinion => ({
  observer,
  facts: [{ of: 'postgres', region: 'us-east-1', measure: 'reachable', value, atMs: 1 } as Fact],
});
const silent = (observer: string): Opinion => ({ observer, facts: [] });
const down = (opinions: readonly Opinion[]) => votedFor(when, 'us-east-1', opinions, observers);

it.each([
  ['one of three', [says('us-west-2', false)], false],
  [
    'one against two',
    [says('us-west-2', false), says('us-east-1', true), says('eu-west-1', true)],
    false,
  ],
  [
    'two against one',
    [says('us-west-2', false), says('us-east-1', true), says('eu-west-1', false)],
    true,
  ],
  ['two, one not heard', [says('us-west-2', false), says('eu-west-1', false)], true],
  ['one, and one that has not measured', [says('us-west-2', false), silent('eu-west-1')], false],
  ['a stranger among two', [says('us-west-2', false), says('elsewhere', false)], false],
])('counts %s', (_, opinions, expected) => {
  expect(down(opinions)).toBe(expected);
});

it('has a quorum when more than half are heard, whoever else speaks', () => {
  expect(hasQuorum([silent('us-west-2')], observers)).toBe(false);
  expect(hasQuorum([silent('us-west-2'), silent('elsewhere')], observers)).toBe(false);
  expect(hasQuorum([silent('us-west-2'), silent('eu-west-1')], observers)).toBe(true);
});

it('lets no two groups that share nobody both be a majority', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), (count) => {
      expect(2 * majorityOf(count)).toBeGreaterThan(count);
    }),
  );
});
