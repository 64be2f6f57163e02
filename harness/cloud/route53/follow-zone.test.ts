import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Clock } from '../../../engine/index.ts';
import { followZone } from './follow-zone.ts';
import type { ZoneSnapshot } from './zone.ts';

/** Time passes only by sleeping. */
function steppingClock(): Clock & { nowMs: number } {
  return {
    nowMs: 0,
    monotonicMs() {
      return this.nowMs;
    },
    wallMs() {
      return this.nowMs;
    },
    async sleep(ms, signal) {
      await new Promise(setImmediate);
      signal?.throwIfAborted();
      this.nowMs += ms;
    },
  };
}

const zone = (name: string): ZoneSnapshot => ({ name, records: [], healthChecks: [] });

test('a change is passed on after the delay, and an API that is away changes nothing', async () => {
  const clock = steppingClock();
  const seen: [string, number][] = [];
  let reads = 0;
  const read = async () => {
    reads += 1;
    if (reads === 2) throw new Error('away');
    return zone(reads < 4 ? 'first' : 'second');
  };
  const passedOn = Promise.withResolvers<void>();
  await using _ = followZone({
    read,
    first: zone('first'),
    pollMs: 1000,
    delayMs: 2500,
    clock,
    log: pino({ enabled: false }),
    onChange: ({ name }) => {
      seen.push([name, clock.nowMs]);
      passedOn.resolve();
    },
  });
  await passedOn.promise;
  // Read first at 4000 (the fourth poll), due 2500 later.
  expect(seen).toEqual([['second', 6500]]);
});
