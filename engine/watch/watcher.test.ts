import { expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import { until } from '../ports/until.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import type { FactProbe, Finding } from './probes/fact-probe.ts';
import { Watcher } from './watcher.ts';

const region = 'us-east-1';
const finding = (of: 'redis' | 's3', value: boolean): Finding => ({
  facts: [{ of, region, measure: 'reachable', value, atMs: 5 }],
  ...(value ? {} : { error: 'refused' }),
});

/** Runs a watcher until a moment has come, and ends it. */
async function watched(probes: readonly FactProbe[], seen: (watcher: Watcher) => boolean) {
  let changes = 0;
  const onChange = () => {
    changes += 1;
  };
  const watcher = new Watcher({ clock, probes, onChange });
  const stop = new AbortController();
  const running = watcher.run(stop.signal);
  await until(clock, { what: 'it', ms: 2_000, everyMs: 2 }, () => seen(watcher));
  stop.abort();
  await running;
  return { watcher, changes: () => changes };
}

it('asks each again at its own interval, and tells only what has changed', async () => {
  let asked = 0;
  const often: FactProbe = {
    of: 'redis',
    region,
    everyMs: 2,
    probe: async () => {
      asked += 1;
      return finding('redis', asked < 3);
    },
  };
  const once: FactProbe = {
    of: 's3',
    region,
    everyMs: 60_000,
    probe: async () => finding('s3', true),
  };
  const { watcher, changes } = await watched([often, once], () => asked >= 6);
  expect(changes()).toBe(3);
  expect(watcher.errors()).toEqual({ 'redis us-east-1': 'refused' });
  const values = watcher.facts().map(({ of, value }) => [of, value]);
  expect(values).toEqual([
    ['redis', false],
    ['s3', true],
    ['region', 0.5],
  ]);
});

it('asks all at the start, and then each at a moment of its own', async () => {
  const virtual = new VirtualClock();
  const asked: string[] = [];
  const probes = (['redis', 's3', 'kafka', 'etcd'] as const).map((of) => ({
    of,
    region,
    everyMs: 1_000,
    probe: async () => {
      asked.push(`${of} ${virtual.monotonicMs()}`);
      return { facts: [] };
    },
  }));
  const stop = new AbortController();
  const running = new Watcher({ clock: virtual, probes, onChange: () => undefined }).run(
    stop.signal,
  );
  await virtual.pass(1_600);
  stop.abort();
  await running;
  expect(asked.slice(0, 4)).toEqual(['redis 0', 's3 0', 'kafka 0', 'etcd 0']);
  expect(asked.slice(4)).toEqual([
    'redis 250',
    's3 500',
    'kafka 750',
    'etcd 1000',
    'redis 1250',
    's3 1500',
  ]);
});

it('tells nobody at once of a quantity that is measured anew', async () => {
  let asked = 0;
  const measuring: FactProbe = {
    of: 'gateway',
    region,
    everyMs: 2,
    probe: async () => {
      asked += 1;
      return { facts: [{ of: 'gateway', region, measure: 'latency-p95', value: asked, atMs: 5 }] };
    },
  };
  const { watcher, changes } = await watched([measuring], () => asked >= 4);
  expect(changes()).toBe(1);
  expect(watcher.facts()[0]?.value).toBeGreaterThanOrEqual(3);
});

it('forgets what a probe no longer finds, and outlives one that throws', async () => {
  let asked = 0;
  const failing: FactProbe = {
    of: 'redis',
    region,
    everyMs: 2,
    probe: async () => {
      asked += 1;
      if (asked > 1) throw new Error('broken');
      return finding('redis', true);
    },
  };
  const { watcher } = await watched([failing], () => asked >= 3);
  expect(watcher.facts()).toEqual([]);
  expect(watcher.errors()).toEqual({ 'redis us-east-1': 'broken' });
});

it('asks at once when a connection is lost', async () => {
  let asked = 0;
  const losing: FactProbe = {
    of: 'redis',
    region,
    everyMs: 60_000,
    probe: async () => {
      asked += 1;
      return finding('redis', asked < 2);
    },
    lost: () => (asked === 1 ? Promise.resolve() : undefined),
  };
  const { watcher } = await watched([losing], () => asked >= 2);
  expect(watcher.facts()[0]?.value).toBe(false);
});

it('knows since when something is found so, and not of a quantity', async () => {
  const virtual = new VirtualClock();
  const values = [true, false, false, true, true];
  const seen: unknown[] = [];
  const probe: FactProbe = {
    of: 'redis',
    region,
    everyMs: 1_000,
    probe: async () => {
      const about = { region, atMs: virtual.monotonicMs() } as const;
      const value = values.shift() ?? true;
      return {
        facts: [
          { ...about, of: 'redis', measure: 'reachable', value },
          { ...about, of: 'gateway', measure: 'latency-p95', value: 7 },
        ],
      };
    },
  };
  const stop = new AbortController();
  const watcher = new Watcher({ clock: virtual, probes: [probe], onChange: () => undefined });
  const running = watcher.run(stop.signal);
  for (let second = 0; second < 5; second += 1) {
    await virtual.pass(second === 0 ? 10 : 1_000);
    seen.push(watcher.facts().map(({ sinceMs }) => sinceMs));
  }
  stop.abort();
  await running;
  expect(seen.map((each) => (each as number[])[0])).toEqual([0, 1_000, 1_000, 3_000, 3_000]);
  expect(seen.map((each) => (each as number[])[1])).toEqual(Array(5).fill(undefined));
});
