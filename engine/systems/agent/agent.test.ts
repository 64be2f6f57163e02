import { expect, it } from 'vitest';
import { systemClock as clock } from '../../ports/clock.ts';
import { RegionAgent } from './agent.ts';
import { type Answer, startPlatform } from './testing/platform.ts';

const timeoutMs = 2_000;

/** An agent whose platform answers everything so. */
async function answering(answer: Answer) {
  const platform = await startPlatform(() => answer);
  return { platform, agent: new RegionAgent(clock, platform.address, 'secret') };
}

it('asks with its token, and tells what it was told', async () => {
  const told = { cpu: 0.5, memory: 0.25, instances: 2 };
  const { platform, agent } = await answering({ status: 200, body: told });
  await using _ = platform;
  expect(await agent.capacity(timeoutMs)).toEqual(told);
  expect(await agent.scale(2, timeoutMs)).toBe(2);
  const authorization = 'Bearer secret';
  expect(platform.asked).toEqual([
    { method: 'GET', path: '/capacity', authorization, body: '' },
    { method: 'POST', path: '/scale', authorization, body: '{"instances":2}' },
  ]);
});

it('throws the reason of a refusal', async () => {
  const { platform, agent } = await answering({ status: 409, body: { error: 'no machine left' } });
  await using _ = platform;
  await expect(agent.scale(2, timeoutMs)).rejects.toThrow(/answered 409: .*no machine left/);
  await expect(agent.rejoin('us-west-2', timeoutMs)).rejects.toThrow(/answered 409/);
  await expect(agent.capacity(timeoutMs)).rejects.toThrow(/answered 409/);
});

it.each([
  ['a share beyond all of it', { cpu: 1.5, memory: 0, instances: 1 }],
  ['a share that is none', { cpu: null, memory: 0, instances: 1 }],
  ['no instances', { cpu: 0.5, memory: 0.5 }],
])('does not take %s for a capacity', async (_, body) => {
  const { platform, agent } = await answering({ status: 200, body });
  await using _platform = platform;
  await expect(agent.capacity(timeoutMs)).rejects.toThrow();
});
