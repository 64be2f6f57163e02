import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import { textFrom } from './entry.ts';
import { anAlert } from './testing/an-alert.ts';
import {
  openOutbox,
  soon,
  temporaryDirectory,
  toPagerDuty,
  waitingIn,
} from './testing/outbox-rig.ts';
import { startRemote } from './testing/remote.ts';

const whole = textFrom({
  number: 4,
  alert: anAlert({ dedupKey: 'whole' }),
  acceptedAtMs: Date.now(),
  waiting: new Set(['on-call']),
});

it('sets aside what it cannot read, says so, and delivers the rest', async () => {
  using directory = temporaryDirectory();
  const write = (name: string, text: string) => writeFileSync(join(directory.path, name), text);
  write('000000000001.json', whole.slice(0, 40));
  write('000000000002.json', '{"alert":{}}');
  write('000000000003.json', '');
  write('000000000004.json', whole);
  write('000000000005.json.tmp', whole.slice(0, 70));
  write('told.json', '[');
  await using remote = await startRemote(() => 202);
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert({ dedupKey: 'new' }));
  await soon('two alerts', () => remote.received.length === 2);
  const keys = remote.received.map(({ body }) => body.dedup_key);
  expect(keys.toSorted()).toEqual(['new', 'whole']);
  const names = ['1.json', '2.json', '3.json', '5.json.tmp'].map((each) => `00000000000${each}`);
  for (const name of [...names, 'told.json']) {
    expect(existsSync(join(directory.path, 'aside', name)), name).toBe(true);
    expect(rig.lines.join('')).toContain(`alerts: ${name} of the outbox`);
  }
  expect(readFileSync(join(directory.path, 'aside', names[0] ?? ''), 'utf8')).toBe(
    whole.slice(0, 40),
  );
});

it('sends what a full disk does not keep, and says so', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 202);
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert({ dedupKey: 'first' }));
  await soon('the first', () => remote.received.length === 1);
  symlinkSync('/dev/full', join(directory.path, '000000000002.json.tmp'));
  rig.outbox.notify(anAlert({ dedupKey: 'second' }));
  await soon('the second', () => remote.received.length === 2);
  expect(rig.lines.join('')).toContain('the outbox fails (ENOSPC): not kept, but sent');
});

it('sends where there is no directory and none can be made', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'file');
  writeFileSync(file, '');
  await using remote = await startRemote(() => 202);
  await using rig = openOutbox(join(file, 'alerts'), [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert());
  await soon('the alert', () => remote.received.length === 1);
  expect(rig.lines.join('')).toContain('the outbox fails (ENOTDIR): what was left');
});

it('goes on when the directory vanishes', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'alerts');
  await using remote = await startRemote(() => 202);
  await using rig = openOutbox(path, [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert({ dedupKey: 'first' }));
  await soon('the first', () => remote.received.length === 1);
  await soon('an empty outbox', () => waitingIn(path).length === 0);
  rmSync(path, { recursive: true });
  rig.outbox.notify(anAlert({ dedupKey: 'second' }));
  await soon('the second', () => remote.received.length === 2);
});

it('is not held up by a disk that never answers', async () => {
  await using remote = await startRemote(() => 202);
  const never = () => new Promise<never>(() => undefined);
  const store = { load: never, save: never, remove: never, saveTold: never };
  const hurried = {
    ...clock,
    sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms / 50, signal),
  };
  using directory = temporaryDirectory();
  const change = { store, clock: hurried };
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)], change);
  const begunMs = clock.monotonicMs();
  const keys = Array.from({ length: 200 }, (_, index) => `k${index}`);
  for (const dedupKey of keys) rig.outbox.notify(anAlert({ dedupKey }));
  await soon('the alerts', () => remote.received.length === keys.length);
  // One time-out (40 ms here) for all of them, not one for each.
  expect(clock.monotonicMs() - begunMs).toBeLessThan(40 * keys.length);
  expect(rig.lines.join('')).toContain('the outbox fails (no answer in time)');
});
