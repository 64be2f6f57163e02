import { expect, it } from 'vitest';
import { loadPlan } from '../../plan/load.ts';
import { systemClock as clock } from '../../ports/clock.ts';
import { RegionAgent } from '../../systems/agent/agent.ts';
import { type Answer, startPlatform } from '../../systems/agent/testing/platform.ts';
import type { Failover } from '../failover.ts';
import { Averted } from '../step.ts';
import { scale } from './scale.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const scaling = { instances: 3, readyWithinMs: 1_000, reliefWithinMs: 1_000 };
const signal = new AbortController().signal;
const from = 'us-east-1';

const stepWith = (agents: Record<string, RegionAgent>) => {
  const world = { clock, plan: { ...plan, scaling }, agents };
  const failover = { world, from, trigger: 'capacity_exhaustion', epoch: 2, target: 'us-west-2' };
  return scale(failover as unknown as Failover);
};

/** Runs the step against a platform that answers so when it is asked to scale, and what follows. */
async function scaled(answer: Answer | undefined, use: readonly (readonly [number, number])[]) {
  let looks = 0;
  await using platform = await startPlatform(({ path }) => {
    if (path === '/scale') return answer;
    const [cpu, memory] = use[Math.min(looks, use.length - 1)] ?? [1, 1];
    looks += 1;
    return { status: 200, body: { cpu, memory, instances: 3 } };
  });
  const step = stepWith({ [from]: new RegionAgent(clock, platform.address, 'secret') });
  const ended = await step.run(signal).catch((error: Error) => error.message);
  return { ended, asked: platform.asked };
}

const ready = { status: 200, body: { instances: 3 } };

it('averts the failover once the condition is over', async () => {
  const { ended, asked } = await scaled(ready, [
    [1, 0.97],
    [0.95, 0.97],
    [0.6, 0.97],
  ]);
  expect(ended).toBeInstanceOf(Averted);
  expect((ended as Averted).detail).toMatch(/us-east-1 has 3 instances.*cpu 60 %, memory 97 %/);
  expect(asked[0]).toMatchObject({ path: '/scale', body: '{"instances":3}' });
});

it('says what still is so if there is no relief in time', async () => {
  const { ended } = await scaled(ready, [[0.99, 0.98]]);
  expect(ended).toMatch(/us-east-1 to be relieved by 3 instances: cpu 99 %, memory 98 %/);
});

it('says why the region’s agent refuses, and does not wait for relief', async () => {
  const refusal = { status: 409, body: { error: 'no machine is left' } };
  const { ended, asked } = await scaled(refusal, [[0.1, 0.1]]);
  expect(ended).toMatch(/409.*no machine is left/);
  expect(asked).toHaveLength(1);
});

it('gives up on an agent that is silent', async () => {
  expect((await scaled(undefined, [[0.1, 0.1]])).ended).toMatch(/timeout/i);
});

it('gives up on an agent that cannot be reached, or is not there', async () => {
  const gone = { host: '127.0.0.1', port: 1 };
  const unreachable = stepWith({ [from]: new RegionAgent(clock, gone, 'secret') });
  await expect(unreachable.run(signal)).rejects.toThrow();
  await expect(stepWith({}).run(signal)).rejects.toThrow(/us-east-1 has no agent/);
});
