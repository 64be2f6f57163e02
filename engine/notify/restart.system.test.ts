import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import { until } from '../ports/until.ts';
import { temporaryDirectory, waitingIn } from './testing/outbox-rig.ts';
import { startRemote } from './testing/remote.ts';

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const taken = ['a', 'c', 'e', 'g'];
const soon = (what: string, probe: () => boolean) => until(clock, { what, ms: 60_000 }, probe);

function deliver(directory: string, url: string): ChildProcess {
  const environment = { URL: url, ROUTING_KEY: 'key', BLACKSTART_STATE_DIR: directory };
  return spawn(process.execPath, ['engine/notify/testing/deliver.ts', ...keys], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...environment },
  });
}

it('delivers exactly what is left after a process was killed while it delivered', async () => {
  using directory = temporaryDirectory();
  const outbox = join(directory.path, 'alerts');
  const waiting = (count: number) => () => {
    try {
      return waitingIn(outbox).length === count;
    } catch {
      return false;
    }
  };
  await using first = await startRemote(({ body }) =>
    taken.includes(body.dedup_key) ? 202 : 'silence',
  );
  const killed = deliver(directory.path, first.url);
  await soon('every alert tried', () => first.received.length === keys.length);
  await soon('what is left', waiting(keys.length - taken.length));
  killed.kill('SIGKILL');
  await once(killed, 'exit');

  // Told the same again, as a controller does that finds the same when it comes back.
  await using second = await startRemote(() => 202);
  const next = deliver(directory.path, second.url);
  await soon('an empty outbox', waiting(0));
  next.stdin?.end();
  expect((await once(next, 'exit'))[0]).toBe(0);
  const delivered = second.received.map(({ body }) => body.dedup_key as string);
  expect(delivered.toSorted()).toEqual(keys.filter((key) => !taken.includes(key)));
});
