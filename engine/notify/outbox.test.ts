import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import { anAlert } from './testing/an-alert.ts';
import {
  openOutbox,
  quickly,
  soon,
  temporaryDirectory,
  toPagerDuty,
  toSlack,
  waitingIn,
} from './testing/outbox-rig.ts';
import { closedPort, type Received, startRemote } from './testing/remote.ts';

const actionsOf = (received: readonly Received[]) =>
  received.map(({ body }) => `${body.event_action} ${body.dedup_key}`);

it('tries again after a 500, and forgets what was taken', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote((_, count) => (count === 1 ? 500 : 202));
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert());
  await soon('two tries', () => remote.received.length === 2);
  await soon('an empty outbox', () => waitingIn(directory.path).length === 0);
  expect(rig.lines.join('')).toContain('on-call is tried again: 500 Internal Server Error');
});

it('waits for as long as it is told to, on the whole channel', async () => {
  using directory = temporaryDirectory();
  const busy = { status: 429, headers: { 'retry-after': '1' } };
  await using remote = await startRemote((_, count) => (count === 1 ? busy : 200));
  await using rig = openOutbox(directory.path, [toSlack(remote.url)]);
  rig.outbox.notify(anAlert());
  await soon('the 429', () => rig.lines.join('').includes('429'));
  rig.outbox.notify(anAlert({ dedupKey: 'another' }));
  await soon('both', () => remote.received.length === 3);
  const [first, ...later] = remote.received.map(({ atMs }) => atMs);
  // A timer may be a millisecond early.
  for (const atMs of later) expect(atMs - (first ?? 0)).toBeGreaterThanOrEqual(999);
});

it('does not ask again what was refused for good, and says so', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(({ body }) => (body.dedup_key === 'bad' ? 400 : 202));
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert({ dedupKey: 'bad' }));
  await soon('the end of it', () => rig.lines.join('').includes('never gets this one: 400'));
  rig.outbox.notify(anAlert({ dedupKey: 'good' }));
  await soon('an empty outbox', () => rig.lines.join('').includes('has it'));
  expect(actionsOf(remote.received)).toEqual(['trigger bad', 'trigger good']);
  await soon('an empty outbox', () => waitingIn(directory.path).length === 0);
});

it('returns before anything is tried while nobody listens, and delivers later', async () => {
  using directory = temporaryDirectory();
  const port = await closedPort();
  await using rig = openOutbox(directory.path, [toPagerDuty(`http://127.0.0.1:${port}`)]);
  rig.outbox.notify(anAlert());
  expect(rig.lines).toEqual([]);
  expect(waitingIn(directory.path)).toEqual([]);
  await soon('a try', () => rig.lines.join('').includes('tried again: ECONNREFUSED'));
  expect(waitingIn(directory.path)).toHaveLength(1);
  await using remote = await startRemote(() => 202, port);
  await soon('the alert', () => remote.received.length === 1);
});

it('is not held up on one channel by another that never answers', async () => {
  using directory = temporaryDirectory();
  await using hole = await startRemote(() => 'silence');
  await using remote = await startRemote(() => 202);
  await using rig = openOutbox(directory.path, [toSlack(hole.url), toPagerDuty(remote.url)]);
  const keys = Array.from({ length: 12 }, (_, index) => `k${index}`);
  for (const dedupKey of keys) rig.outbox.notify(anAlert({ dedupKey }));
  await soon('all of them', () => remote.received.length === keys.length);
  expect(hole.received).toHaveLength(4);
  expect(waitingIn(directory.path)).toHaveLength(12);
});

it('gives up at last, and says so', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 503);
  const plan = { ...quickly, retry: { firstMs: 5, mostMs: 5, giveUpAfterMs: 40 } };
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)], { plan });
  rig.outbox.notify(anAlert());
  await soon('the end', () => /given up after \d+ tries/.test(rig.lines.join('')));
  await soon('an empty outbox', () => waitingIn(directory.path).length === 0);
});

it('tells the same once, also after a restart, and what changed each time', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 202);
  const told = [
    anAlert({ dedupKey: 'a' }),
    anAlert({ dedupKey: 'a', summary: 'still so' }),
    anAlert({ dedupKey: 'a', severity: 'disaster' }),
    anAlert({ dedupKey: 'a', kind: 'resolve', severity: 'info' }),
    anAlert({ dedupKey: 'a', kind: 'resolve', severity: 'info' }),
    anAlert({ dedupKey: 'b' }),
  ];
  {
    await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
    for (const alert of told) rig.outbox.notify(alert);
    await soon('four', () => remote.received.length === 4);
    await soon('an empty outbox', () => waitingIn(directory.path).length === 0);
  }
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert({ dedupKey: 'b' }));
  rig.outbox.notify(anAlert({ dedupKey: 'a' }));
  await soon('the fifth', () => remote.received.length === 5);
  const ofA = actionsOf(remote.received).filter((action) => action.endsWith(' a'));
  expect(ofA).toEqual(['trigger a', 'trigger a', 'resolve a', 'trigger a']);
  expect(actionsOf(remote.received).filter((action) => action === 'trigger b')).toHaveLength(1);
});

it('knows by what is left that it was told, when nothing else says so', async () => {
  using directory = temporaryDirectory();
  await using hole = await startRemote(() => 'silence');
  {
    await using rig = openOutbox(directory.path, [toPagerDuty(hole.url)]);
    rig.outbox.notify(anAlert());
    await soon('the first', () => hole.received.length === 1);
  }
  rmSync(join(directory.path, 'told.json'));
  await using rig = openOutbox(directory.path, [toPagerDuty(hole.url)]);
  rig.outbox.notify(anAlert());
  await soon('the second', () => rig.lines.join('').includes('the same was told before'));
  expect(waitingIn(directory.path)).toHaveLength(1);
});

it('tells the same again after the window', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 202);
  const plan = { ...quickly, dedupWindowMs: 1_000 };
  let wallMs = 5_000;
  const stepped = { ...clock, wallMs: () => wallMs };
  const change = { plan, clock: stepped };
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)], change);
  rig.outbox.notify(anAlert());
  await soon('the first', () => remote.received.length === 1);
  wallMs += 1_001;
  rig.outbox.notify(anAlert());
  await soon('the second', () => remote.received.length === 2);
});

it('never lets a resolve overtake its trigger', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote((_, count) => (count < 4 ? 500 : 202));
  await using rig = openOutbox(directory.path, [toPagerDuty(remote.url)]);
  rig.outbox.notify(anAlert({ dedupKey: 'a' }));
  rig.outbox.notify(anAlert({ dedupKey: 'a', kind: 'resolve', severity: 'info' }));
  await soon('five tries', () => remote.received.length === 5);
  expect(actionsOf(remote.received)).toEqual([...Array(4).fill('trigger a'), 'resolve a']);
});

it('tells a channel what it wants to know, and the end of every incident', async () => {
  using directory = temporaryDirectory();
  await using remote = await startRemote(() => 202);
  const channel = toPagerDuty(remote.url, { severities: ['disaster'] });
  await using rig = openOutbox(directory.path, [channel]);
  for (const severity of ['info', 'critical', 'disaster'] as const) {
    rig.outbox.notify(anAlert({ dedupKey: severity, severity }));
  }
  await soon('the disaster', () => remote.received.length === 1);
  rig.outbox.notify(anAlert({ dedupKey: 'disaster', kind: 'resolve', severity: 'info' }));
  await soon('its end', () => remote.received.length === 2);
  expect(actionsOf(remote.received)).toEqual(['trigger disaster', 'resolve disaster']);
});

it('keeps no more than it may, lets the oldest info go first, and says so', async () => {
  using directory = temporaryDirectory();
  await using hole = await startRemote(() => 'silence');
  const plan = { ...quickly, keepAtMost: 3 };
  await using rig = openOutbox(directory.path, [toPagerDuty(hole.url)], { plan });
  const order = ['critical', 'info', 'info', 'disaster', 'warning'] as const;
  for (const [index, severity] of order.entries()) {
    rig.outbox.notify(anAlert({ dedupKey: `${index}`, severity }));
  }
  const letGo = () =>
    rig.lines.map((line) => JSON.parse(line)).filter(({ msg }) => /one let go/.test(msg));
  await soon('two let go', () => letGo().length === 2);
  expect(letGo().map(({ dedupKey }) => dedupKey)).toEqual(['1', '2']);
  await soon('three kept', () => waitingIn(directory.path).length === 3);
});

it('stops sending when it is disposed of, and leaves the rest to the next', async () => {
  using directory = temporaryDirectory();
  await using hole = await startRemote(() => 'silence');
  {
    await using rig = openOutbox(directory.path, [toPagerDuty(hole.url), toSlack(hole.url)]);
    rig.outbox.notify(anAlert());
    await soon('both tries', () => hole.received.length === 2);
    rig.outbox.notify(anAlert({ dedupKey: 'at the last moment' }));
  }
  await soon('both to be hung up', () => hole.unanswered() === 0);
  expect(hole.received).toHaveLength(2);
  expect(waitingIn(directory.path)).toHaveLength(2);
  await using remote = await startRemote(() => 202);
  await using _rig = openOutbox(directory.path, [toPagerDuty(remote.url), toSlack(remote.url)]);
  await soon('both on both', () => remote.received.length === 4);
  await soon('an empty outbox', () => waitingIn(directory.path).length === 0);
});

it('tells only the channel that did not have it, after a restart', async () => {
  using directory = temporaryDirectory();
  await using hole = await startRemote(() => 'silence');
  await using remote = await startRemote(() => 202);
  const isMarked = () => rigLines.join('').includes('on-call has it');
  let rigLines: readonly string[] = [];
  {
    await using rig = openOutbox(directory.path, [toPagerDuty(remote.url), toSlack(hole.url)]);
    rigLines = rig.lines;
    rig.outbox.notify(anAlert());
    await soon('one of two', isMarked);
  }
  await using _rig = openOutbox(directory.path, [toPagerDuty(remote.url), toSlack(remote.url)]);
  await soon('an empty outbox', () => waitingIn(directory.path).length === 0);
  expect(remote.received.map(({ path }) => path)).toEqual(['/v2/enqueue', '/']);
});

it('keeps what waits for a channel that is off, until it would have given up', async () => {
  using directory = temporaryDirectory();
  await using hole = await startRemote(() => 'silence');
  {
    await using rig = openOutbox(directory.path, [toSlack(hole.url)]);
    rig.outbox.notify(anAlert());
    await soon('a try', () => hole.received.length === 1);
  }
  {
    await using _rig = openOutbox(directory.path, [toPagerDuty(hole.url)]);
  }
  expect(waitingIn(directory.path)).toHaveLength(1);
  const later = { ...clock, wallMs: () => Date.now() + quickly.retry.giveUpAfterMs + 1 };
  await using _rig = openOutbox(directory.path, [toPagerDuty(hole.url)], { clock: later });
  await soon('an empty outbox', () => waitingIn(directory.path).length === 0);
});
