import { expect, it } from 'vitest';
import { RedisSystem } from '../../systems/redis/system.ts';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import type { Failover } from '../failover.ts';
import { follow } from './cache.ts';

it.each([
  [
    'all follow',
    undefined,
    'following us-west-2: us-east-1, eu-west-1; ' +
      'a restart undoes it at eu-west-1 (it has no file of settings)',
  ],
  ['one is silent', 'away', 'following us-west-2: not us-east-1 (away)'],
])('says who follows, and has failed unless all do: %s', async (_, error, words) => {
  const member = (name: string, failing?: string) => ({
    name,
    seenFrom: { '*': { host: '127.0.0.1', port: 1 } },
    server: {
      follow: async () => {
        if (failing) throw new Error(failing);
      },
      takeWrites: async () => undefined,
      keepSettings: async () => name !== 'eu-west-1',
    },
  });
  const members = [member('us-east-1', error), member('us-west-2'), member('eu-west-1')];
  const caches = new RedisSystem(new VirtualClock(), members as never);
  const step = follow({ world: { caches }, target: 'us-west-2' } as unknown as Failover);
  const said = step
    .run(new AbortController().signal)
    .catch(({ message }: Error) => `no: ${message}`);
  expect(await said).toBe(error ? `no: ${words}` : words);
});
