import { expect, it } from 'vitest';
import type { RunningRegions } from '../../regions/runtime.ts';
import { clockOfSleeps } from '../testing/clock-of-sleeps.ts';
import { answerQuestion } from './answer-question.ts';

const yes = true;
const without = {} as RunningRegions;

/** The engine asks when so much time has passed. */
function rig(asksAtMs: number) {
  const clock = clockOfSleeps();
  const asked: unknown[][] = [];
  const regions = {
    ask: async (...words: unknown[]) => void asked.push(words),
    question: async () =>
      clock.monotonicMs() < asksAtMs ? undefined : '2-high_latency_degradation',
  } as unknown as RunningRegions;
  return { asked, effect: answerQuestion.prepare({ yes }, { regions, clock }), regions };
}

it('cannot be had where no engine can ask', () => {
  expect(answerQuestion.available({ yes }, without)).toMatch(/no engine/);
  expect(answerQuestion.available({ yes }, rig(0).regions)).toBe(true);
});

it('waits for the question, and bites once the answer was taken', async () => {
  const { asked, effect } = rig(20_000);
  expect(await effect.broken()).toBe(false);
  await effect.apply();
  expect(asked).toEqual([['/answers/2-high_latency_degradation', { by: 'the drill', yes }]]);
  expect([await effect.broken(), effect.undo]).toEqual([true, []]);
});

it('does not bite an engine that never asks', async () => {
  const { asked, effect } = rig(Number.POSITIVE_INFINITY);
  await effect.apply();
  expect([asked, await effect.broken()]).toEqual([[], false]);
});
