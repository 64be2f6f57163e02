import { expect, it } from 'vitest';
import { systemClock as clock } from '../../ports/clock.ts';
import { startPlatform } from '../../systems/agent/testing/platform.ts';
import { agentQuestion } from './agent.ts';

it.each([
  [200, null],
  [401, /refuses its token.*agent\.token/],
  [403, /refuses its token/],
  [404, null],
  [500, null],
])('takes HTTP %s of the agent for %s', async (status, why) => {
  await using platform = await startPlatform(() => ({ status, body: {} }));
  const refusal = await agentQuestion(clock, 'west', platform.address, 'secret').ask(2_000);
  if (why) expect(refusal).toMatch(why);
  else expect(refusal).toBeUndefined();
  const get = { method: 'GET', path: '/capacity', authorization: 'Bearer secret' };
  expect(platform.asked).toMatchObject([get]);
});
