import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import { lookupAt } from './name-lookup.ts';
import { startNameServer } from './testbed/name-server.ts';

const resolver = { host: '127.20.241.1', port: 5353 };
const timeoutMs = 2_000;

it('waits for a slow answer as long as told, also where answers were quick before', async () => {
  await using names = await startNameServer(resolver);
  names.answer('127.20.241.2');
  const routes = { '127.20.241.2': '127.20.241.3' };
  const lookup = promisify(lookupAt({ resolver, routes }, timeoutMs));
  for (let count = 0; count < 5; count += 1) await lookup('service.test', {});
  names.hold(timeoutMs / 2);
  const slow = expect(lookup('service.test', {})).resolves.toBe('127.20.241.3');
  await clock.sleep(timeoutMs / 4);
  names.hold(0);
  expect(await lookup('service.test', {})).toBe('127.20.241.3');
  await slow;
});
