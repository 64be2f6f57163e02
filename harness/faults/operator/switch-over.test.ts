import { expect, it } from 'vitest';
import type { RunningRegions } from '../../regions/runtime.ts';
import { clockOfSleeps } from '../testing/clock-of-sleeps.ts';
import { switchOver } from './switch-over.ts';

const to = 'us-west-2';
const clock = clockOfSleeps();
const without = {} as RunningRegions;
const withEngine = (ask: (...words: unknown[]) => Promise<void>) =>
  ({ ...without, ask }) as RunningRegions;

it('cannot be had where no engine can be asked', () => {
  expect(switchOver.available({ to }, without)).toMatch(/no engine/);
  expect(
    switchOver.available(
      { to },
      withEngine(async () => undefined),
    ),
  ).toBe(true);
});

it('bites once the engine has taken it on, and leaves nothing to undo', async () => {
  const asked: unknown[][] = [];
  const regions = withEngine(async (...words) => void asked.push(words));
  const effect = switchOver.prepare({ to }, { regions, clock });
  expect(await effect.broken()).toBe(false);
  await effect.apply();
  expect(asked).toEqual([['/switchover', { by: 'the drill', to }]]);
  expect([await effect.broken(), effect.undo]).toEqual([true, []]);
});

it.each([
  '409 00000002-switchover is under way',
  '409 the database of us-west-2 is more than 500 ms behind that of us-east-1',
])('asks again while the engine cannot: %s', async (refusal) => {
  let left = 3;
  const regions = withEngine(async () => {
    left -= 1;
    if (left > 0) throw new Error(refusal);
  });
  const effect = switchOver.prepare({ to }, { regions, clock });
  await effect.apply();
  expect([left, await effect.broken()]).toEqual([0, true]);
});

it('does not bite where the engine refuses for good, and says why', async () => {
  const regions = withEngine(() => Promise.reject(new Error('409 us-west-2 is active already')));
  const effect = switchOver.prepare({ to }, { regions, clock });
  const beganMs = clock.monotonicMs();
  await expect(effect.apply()).rejects.toThrow(/active already/);
  expect(clock.monotonicMs()).toBe(beganMs);
  expect(await effect.broken()).toBe(false);
});
