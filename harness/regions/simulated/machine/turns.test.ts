import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundMs, Turns, turnMs } from './turns.ts';

/** How long in each round a service is stopped that uses this much in it, in processor time. */
function stops(usedMs: readonly number[], share: number): number[] {
  const turns = new Turns(0);
  let allMs = 0;
  return usedMs.map((ms, round) => {
    const { whose, restMs } = turns.at(round * roundMs, allMs, share);
    allMs += ms;
    if (whose === 'service') return 0;
    const next = turns.at(round * roundMs + restMs, allMs, share);
    expect(next).toEqual({ whose: 'service', restMs: roundMs - turnMs });
    return restMs;
  });
}

it('makes a service wait in the round after one in which it used more than its share', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { minLength: 1 }), (usedMs) => {
      const expected = usedMs.map((_, round) => {
        return round === 0 || (usedMs[round - 1] ?? 0) > 200 ? turnMs : 0;
      });
      expect(stops(usedMs, 0.1)).toEqual(expected);
    }),
  );
});

it('lets a service wait at least every other round that needs more than its share', () => {
  expect(stops([90, 250, 90, 250, 90], 0.1)).toEqual([turnMs, 0, turnMs, 0, turnMs]);
});

it('says how long a turn still lasts', () => {
  const turns = new Turns(0);
  expect(turns.at(300, 0, 0.1)).toEqual({ whose: 'neighbours', restMs: turnMs - 300 });
  expect(turns.at(turnMs + 100, 0, 0.1).restMs).toBe(roundMs - turnMs - 100);
});
