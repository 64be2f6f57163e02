import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import { type DnsRig, startDnsRig } from './dns-rig.ts';

// 10 s between checks become 2 s; three checkers look a third of that apart.
const timeScale = 0.2;
const intervalMs = 10_000 * timeScale;
const all = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;

let rig: DnsRig;
beforeAll(async () => {
  rig = await startDnsRig(timeScale);
});
afterAll(() => rig?.[Symbol.asyncDispose]());

it('is answered no more after a third of an interval, at whatever moment it is left', async () => {
  const took: number[] = [];
  for (const later of [0, 0.1, 0.2, 0.3]) {
    rig.left('us-east-1');
    rig.open('us-east-1');
    await rig.answeredIs('us-east-1');
    // Each time at another moment of what the checkers do.
    await clock.sleep(intervalMs * later);
    const fromMs = clock.monotonicMs();
    rig.open('us-west-2');
    rig.left('us-east-1', ...all);
    await rig.answeredIs('us-west-2');
    took.push(clock.monotonicMs() - fromMs);
  }
  // Without the inverted checks it takes two thirds at least, until the last of three has looked.
  expect(Math.max(...took)).toBeLessThan(intervalMs / 2);
});

it('is left when most controllers say so, not at the word of one', async () => {
  rig.left('us-east-1');
  rig.open('us-east-1', 'us-west-2');
  await rig.answeredIs('us-east-1');
  rig.left('us-east-1', 'eu-west-1');
  await expect(rig.answeredIs('us-west-2', intervalMs)).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
  rig.left('us-east-1', 'us-west-2', 'eu-west-1');
  await rig.answeredIs('us-west-2', intervalMs / 2);
});

it('is answered again once traffic is led back, after an interval', async () => {
  rig.open('us-east-1');
  rig.left('us-east-1');
  const fromMs = clock.monotonicMs();
  await rig.answeredIs('us-east-1');
  expect(clock.monotonicMs() - fromMs).toBeLessThan(1.5 * intervalMs);
});
