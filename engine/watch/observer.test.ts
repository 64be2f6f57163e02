import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import type { Fact } from './fact.ts';
import { Observer } from './observer.ts';
import type { Opinion, Opinions } from './opinions.ts';
import { votedFor } from './vote.ts';
import type { Watcher } from './watcher.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const preflight = { refused: () => [] };
const trigger = 'database_primary_failure';
const { quorumGapMs } = plan.control;
const says = (observer: string, value: boolean, atMs = 0): Opinion => ({
  observer,
  facts: [{ of: 'postgres', region: 'us-east-1', measure: 'reachable', value, atMs } as Fact],
});
const bothDown = [says('us-west-2', false), says('eu-west-1', false)];

function rig() {
  const clock = new VirtualClock();
  const heard = { opinions: bothDown as readonly Opinion[] };
  const opinions = { fresh: () => heard.opinions } as unknown as Opinions;
  const nothing = {
    ...{ facts: () => [], standbys: () => [], databases: () => [] },
    primary: () => undefined,
  };
  const watcher = nothing as unknown as Watcher;
  const observer = new Observer({ clock, plan, watcher, opinions, preflight, votedFor });
  const observe = () => observer.observe('us-east-1');
  return { clock, heard, observe };
}

it('counts on through a short while in which too few are heard', async () => {
  const { clock, heard, observe } = rig();
  await clock.pass(1_000);
  expect(observe().heldSinceMs[trigger]).toBe(1_000);
  heard.opinions = [says('us-west-2', false)];
  await clock.pass(quorumGapMs);
  expect(observe()).toMatchObject({ quorum: false, heldSinceMs: { [trigger]: 1_000 } });
  heard.opinions = bothDown;
  expect(observe()).toMatchObject({ quorum: true, heldSinceMs: { [trigger]: 1_000 } });
});

it('counts anew after a longer one', async () => {
  const { clock, heard, observe } = rig();
  observe();
  heard.opinions = [says('us-west-2', false)];
  await clock.pass(quorumGapMs + 1);
  expect(observe().heldSinceMs).toEqual({});
  // Each has seen it all the while, and nobody knew that more than one did.
  heard.opinions = bothDown;
  expect(observe().heldSinceMs[trigger]).toBe(quorumGapMs + 1);
});

it('counts from when the second of three has seen it, though that is known later', async () => {
  const { clock, heard, observe } = rig();
  heard.opinions = [says('us-west-2', true), says('eu-west-1', true)];
  observe();
  await clock.pass(2_000);
  const two = [says('us-west-2', false, 1_200), says('eu-west-1', false, 1_700)];
  heard.opinions = [...two, says('us-east-1', true)];
  expect(observe().heldSinceMs[trigger]).toBe(1_700);
  await clock.pass(2_000);
  // It was told before that its last look was sound, and what it saw next is heard only now.
  heard.opinions = [...two, says('us-east-1', false, 1_300)];
  expect(observe().heldSinceMs[trigger]).toBe(1_300);
});

it('takes what one alone has seen for long for no more than that', async () => {
  const { clock, heard, observe } = rig();
  heard.opinions = [says('us-west-2', false, 0), says('eu-west-1', true)];
  observe();
  await clock.pass(60_000);
  heard.opinions = [says('us-west-2', false, 0), says('eu-west-1', false, 59_500)];
  expect(observe().heldSinceMs[trigger]).toBe(59_500);
});

it('counts by what it sees itself, whoever else is heard', async () => {
  const { clock, heard, observe } = rig();
  heard.opinions = [says('us-west-2', false)];
  await clock.pass(1_000);
  expect(observe().ownSinceMs).toEqual({ [trigger]: 1_000 });
  await clock.pass(quorumGapMs + 1);
  expect(observe()).toMatchObject({ heldSinceMs: {}, ownSinceMs: { [trigger]: 1_000 } });
  heard.opinions = [says('us-west-2', true), ...bothDown.slice(1)];
  expect(observe().ownSinceMs).toEqual({});
});

it('ends what held as soon as a majority is heard that does not see it', async () => {
  const { heard, observe } = rig();
  expect(observe().heldSinceMs[trigger]).toBe(0);
  heard.opinions = [says('us-west-2', false), says('eu-west-1', true)];
  expect(observe()).toMatchObject({ quorum: true, heldSinceMs: {} });
});

it('takes a copy of another cluster for no standby, also when the primary is dead', () => {
  const clock = new VirtualClock();
  const opinions = { fresh: () => bothDown } as unknown as Opinions;
  const at = { atMs: 0, timeline: 1, receivedLsn: 9n, primaryHeardAtMs: undefined };
  const copy = { version: 150_020, role: 'standby', system: '7' } as const;
  const silent = new Set<string>();
  const watcher = {
    facts: () => [],
    primary: () => undefined,
    standbys: () => ['us-west-2', 'eu-west-1'].map((region) => ({ region, ...at })),
    databases: () =>
      [
        { ...copy, region: 'us-east-1', role: 'primary' },
        { ...copy, region: 'us-west-2', system: '8' },
        { ...copy, region: 'eu-west-1' },
      ].filter(({ region }) => !silent.has(region)),
  } as unknown as Watcher;
  const observer = new Observer({ clock, plan, watcher, opinions, preflight, votedFor });
  for (const dead of ['nobody', 'us-east-1']) {
    silent.add(dead);
    const seen = observer.observe('us-east-1');
    expect(seen.standbys.map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(seen.unfit.map(({ region }) => region)).toEqual(['us-west-2']);
  }
});

it('bars a region where something is down that a target needs, and keeps its position', () => {
  const fact = (of: Fact['of'], measure: Fact['measure'], value: boolean, region = 'us-west-2') =>
    ({ of, region, measure, value, atMs: 0 }) as const;
  const facts = [
    fact('kafka', 'reachable', false),
    fact('gateway', 'healthy', false),
    fact('s3', 'reachable', true),
    // A member of the control store is no part of a service.
    fact('etcd', 'reachable', false, 'eu-west-1'),
  ];
  const at = { atMs: 0, timeline: 1, receivedLsn: 9n, primaryHeardAtMs: undefined };
  const watcher = {
    ...{ facts: () => facts, databases: () => [], primary: () => undefined },
    standbys: () => [{ region: 'us-west-2', ...at }],
  } as unknown as Watcher;
  const opinions = { fresh: () => bothDown } as unknown as Opinions;
  const clock = new VirtualClock();
  const observer = new Observer({ clock, plan, watcher, opinions, preflight, votedFor });
  const { barred, standbys } = observer.observe('us-east-1');
  expect(barred).toEqual([{ region: 'us-west-2', why: 'gateway, kafka are down' }]);
  expect(standbys.map(({ region }) => region)).toEqual(['us-west-2']);
});

it('bars a region that refuses what a failover needs, and keeps its position', () => {
  const at = { atMs: 0, timeline: 1, receivedLsn: 9n, primaryHeardAtMs: undefined };
  const watcher = {
    ...{ facts: () => [], databases: () => [], primary: () => undefined },
    standbys: () => [{ region: 'us-west-2', ...at }],
  } as unknown as Watcher;
  const opinions = { fresh: () => bothDown } as unknown as Opinions;
  const refusal = { of: 'postgres', region: 'us-west-2', why: 'refuses dr in app' } as const;
  const asked = { refused: () => [refusal] };
  const clock = new VirtualClock();
  const observer = new Observer({ clock, plan, watcher, opinions, preflight: asked, votedFor });
  const { barred, standbys, unfit, refused } = observer.observe('us-east-1');
  expect(barred).toEqual([{ region: 'us-west-2', why: 'postgres refuses dr in app' }]);
  expect([unfit, refused]).toEqual([[refusal], [refusal]]);
  expect(standbys.map(({ region }) => region)).toEqual(['us-west-2']);
});
