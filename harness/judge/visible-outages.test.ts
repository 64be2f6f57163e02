import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Travelled, visibleOutages } from './visible-outages.ts';

const whole = (atMs: number, endMs: number): Travelled => ({ atMs, endMs });
const broken = (atMs: number, stepMs: number, endMs: number): Travelled => ({
  ...{ atMs, endMs },
  failed: { step: 'create', atMs: stepMs, shown: 'Away.' },
});

test('it lasts from the failing step, not its journey, to the end of a whole one', () => {
  const journeys = [whole(0, 10), broken(20, 26, 30), broken(31, 32, 40), whole(50, 65)];
  expect(visibleOutages(journeys)).toEqual([
    { lastWholeMs: 10, fromMs: 26, toMs: 65, failedJourneys: 2 },
  ]);
});

test('without a whole journey before or after, neither is made up', () => {
  expect(visibleOutages([broken(0, 5, 10)])).toEqual([{ fromMs: 5, failedJourneys: 1 }]);
  expect(visibleOutages([])).toEqual([]);
  expect(visibleOutages([whole(0, 10)])).toEqual([]);
});

/** Journeys one after the other, each with its rest, its steps that succeed, and how it ends. */
const anyJourneys = fc
  .array(
    fc.record({
      restMs: fc.nat(5000),
      beforeMs: fc.nat(3000),
      stepMs: fc.nat(9000),
      fails: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((drawn) => {
    let nowMs = 0;
    return drawn.map(({ restMs, beforeMs, stepMs, fails }) => {
      const atMs = nowMs + restMs;
      nowMs = atMs + beforeMs + stepMs;
      return fails ? broken(atMs, atMs + beforeMs, nowMs) : whole(atMs, nowMs);
    });
  });

test('every failed journey is in one outage, and no whole one but that which ends it', () => {
  fc.assert(
    fc.property(anyJourneys, (journeys) => {
      const outages = visibleOutages(journeys);
      const within = ({ fromMs, toMs = Number.POSITIVE_INFINITY }: (typeof outages)[number]) =>
        journeys.filter((one) => (one.failed?.atMs ?? one.endMs) >= fromMs && one.endMs <= toMs);
      let failed = 0;
      for (const [index, outage] of outages.entries()) {
        const inside = within(outage);
        const fails = inside.filter((one) => one.failed);
        expect(fails.length).toBeGreaterThanOrEqual(outage.failedJourneys);
        expect(outage.fromMs).toBe(
          journeys.find((one) => one.failed?.atMs === outage.fromMs)?.failed?.atMs,
        );
        if (outage.toMs !== undefined)
          expect(journeys.some((one) => !one.failed && one.endMs === outage.toMs)).toBe(true);
        expect(outage.toMs === undefined).toBe(
          index === outages.length - 1 && !!journeys.at(-1)?.failed,
        );
        expect(outage.lastWholeMs ?? outage.fromMs).toBeLessThanOrEqual(outage.fromMs);
        failed += outage.failedJourneys;
      }
      expect(failed).toBe(journeys.filter((one) => one.failed).length);
      for (const [index, { fromMs }] of outages.entries())
        expect(outages[index - 1]?.toMs ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(fromMs);
    }),
  );
});

test('whole journeys before and after the same failures change nothing of the outage', () => {
  fc.assert(
    fc.property(anyJourneys, fc.nat(10), (journeys, more) => {
      const endMs = journeys.at(-1)?.endMs ?? 0;
      const closed = [...journeys, whole(endMs, endMs + 1)];
      const later = Array.from({ length: more }, (_, i) => whole(endMs + i + 1, endMs + i + 2));
      expect(visibleOutages([...closed, ...later])).toEqual(visibleOutages(closed));
    }),
  );
});
