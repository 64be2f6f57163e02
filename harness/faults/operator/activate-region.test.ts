import { expect, it } from 'vitest';
import type { RunningRegions } from '../../regions/runtime.ts';
import { clockOfSleeps } from '../testing/clock-of-sleeps.ts';
import { activateRegion } from './activate-region.ts';

const asked = { region: 'eu-west-1', lost: ['us-east-1', 'us-west-2'] };
const clock = clockOfSleeps();
const without = {} as RunningRegions;
const withEngine = (ask: (...words: unknown[]) => Promise<void>) =>
  ({ ...without, ask }) as RunningRegions;

it('cannot be had where no engine can be asked', () => {
  expect(activateRegion.available(asked, without)).toMatch(/no engine/);
  const regions = withEngine(async () => undefined);
  expect(activateRegion.available(asked, regions)).toBe(true);
});

it('asks the controller of that region, and bites once it has taken it on', async () => {
  const words: unknown[][] = [];
  const regions = withEngine(async (...said) => void words.push(said));
  const effect = activateRegion.prepare(asked, { regions, clock });
  expect(await effect.broken()).toBe(false);
  await effect.apply();
  expect(words).toEqual([['/activate', { by: 'the drill', lost: asked.lost }, 'eu-west-1']]);
  expect([await effect.broken(), effect.undo]).toEqual([true, []]);
});

it.each([
  '409 not all of them are lost: kafka of us-west-2 answers',
  '409 the control store has its quorum: it fails over by itself',
])('asks again while the engine refuses: %s', async (refusal) => {
  let left = 3;
  const regions = withEngine(async () => {
    left -= 1;
    if (left > 0) throw new Error(refusal);
  });
  const effect = activateRegion.prepare(asked, { regions, clock });
  await effect.apply();
  expect([left, await effect.broken()]).toEqual([0, true]);
});

it('does not bite where waiting changes nothing, and says why', async () => {
  const refusal = '409 eu-west-1 has no agent among the endpoints';
  const regions = withEngine(() => Promise.reject(new Error(refusal)));
  const effect = activateRegion.prepare(asked, { regions, clock });
  const beganMs = clock.monotonicMs();
  await expect(effect.apply()).rejects.toThrow(/no agent/);
  expect(clock.monotonicMs()).toBe(beganMs);
  expect(await effect.broken()).toBe(false);
});
