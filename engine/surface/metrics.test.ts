import { expect, it } from 'vitest';
import { anAlert } from '../notify/testing/an-alert.ts';
import type { Claim } from '../ports/claim.ts';
import type { Clock } from '../ports/clock.ts';
import { Metrics } from './metrics.ts';
import { Telemetry } from './telemetry.ts';
import { openSurface } from './testing/open-surface.ts';

/** Samples of Prometheus' text format: name and labels → value; every name with a type and help. */
function samplesIn(text: string): Record<string, number> {
  const samples: Record<string, number> = {};
  const described = new Set<string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [, kind, name] = /^# (HELP|TYPE) (\w+) \S/.exec(line) ?? [];
    if (kind && name) {
      described.add(`${kind} ${name}`);
      continue;
    }
    const [, sample, base, value] = /^((blackstart_\w+)(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    expect([line, base, Number(value)]).toEqual([line, expect.anything(), expect.any(Number)]);
    const family = base?.replace(/_(bucket|sum|count)$/, '');
    for (const kind of ['HELP', 'TYPE']) expect(described).toContain(`${kind} ${family}`);
    samples[sample ?? ''] = Number(value);
  }
  return samples;
}

function rig() {
  let nowMs = 0;
  const clock: Clock = { monotonicMs: () => nowMs, wallMs: () => 0, sleep: async () => undefined };
  const metrics = new Metrics(clock);
  return {
    at: (ms: number, step: string, event: Claim['event']) => {
      nowMs = ms;
      metrics.claim({ step, event });
    },
    samples: async (status: unknown = {}) => samplesIn(await metrics.text(status)),
  };
}

it('counts steps and runbooks, and times them', async () => {
  const { at, samples } = rig();
  at(1_000, 'detected', 'noted');
  at(1_250, 'decided', 'noted');
  at(2_000, 'fence', 'started');
  at(9_000, 'fence', 'succeeded');
  at(9_000, 'promote', 'started');
  at(9_500, 'promote', 'failed');
  at(9_600, 'fence', 'undone');
  at(9_700, 'promote', 'noted');
  at(9_800, 'recovered', 'failed');
  at(9_900, 'averted', 'noted');
  expect(await samples()).toMatchObject({
    blackstart_decision_seconds_count: 1,
    blackstart_decision_seconds_sum: 0.25,
    'blackstart_step_seconds_sum{step="fence"}': 7,
    'blackstart_step_seconds_count{step="fence"}': 1,
    'blackstart_step_seconds_bucket{le="5",step="fence"}': 0,
    'blackstart_step_seconds_bucket{le="10",step="fence"}': 1,
    'blackstart_steps_total{step="fence",outcome="succeeded"}': 1,
    'blackstart_steps_total{step="fence",outcome="undone"}': 1,
    'blackstart_steps_total{step="promote",outcome="failed"}': 1,
    'blackstart_runbooks_total{outcome="failed"}': 1,
    'blackstart_runbooks_total{outcome="averted"}': 1,
  });
});

it('shows what the status says, in seconds and numbers', async () => {
  const { at, samples } = rig();
  at(60_000, 'x', 'noted');
  const fact = { of: 'postgres', region: 'us-east-1', measure: 'reachable', value: false };
  const status = {
    leader: true,
    paused: false,
    state: { active: 'us-east-1', epoch: 4, phase: 'running' },
    facts: [
      { ...fact, atMs: 58_000 },
      { of: 'gateway', region: 'us-east-1', measure: 'latency-p95', value: 250, atMs: 59_500 },
    ],
    heldSinceMs: { database_primary_failure: 48_000 },
  };
  expect(await samples(status)).toMatchObject({
    blackstart_leader: 1,
    blackstart_paused: 0,
    blackstart_epoch: 4,
    blackstart_failover_in_progress: 1,
    blackstart_process_resident_bytes: expect.any(Number),
    'blackstart_fact{of="postgres",region="us-east-1",measure="reachable"}': 0,
    'blackstart_fact{of="gateway",region="us-east-1",measure="latency-p95"}': 0.25,
    'blackstart_observation_age_seconds{region="us-east-1"}': 0.5,
    'blackstart_condition_held_seconds{trigger="database_primary_failure"}': 12,
  });
});

it('leaves out what is not known, or no longer so, and never shows it as zero', async () => {
  const { samples } = rig();
  await samples({ leader: true, state: { epoch: 4, phase: 'idle' }, heldSinceMs: { a: 1 } });
  for (const status of [{}, undefined, { leader: 'yes', state: 4, facts: [{}], heldSinceMs: 1 }]) {
    const names = Object.keys(await samples(status)).join();
    expect(names).not.toMatch(/leader|epoch|paused|failover|held|fact|age_/);
  }
});

it('has one registry for each engine, and counts alerts and changes of decision', async () => {
  await using surface = await openSurface();
  const { telemetry } = surface;
  const told: unknown[] = [];
  const notifier = telemetry.hearingAlerts({ notify: (alert) => void told.push(alert) });
  notifier.notify(anAlert());
  for (const why of ['healthy', 'healthy', 'not-held'] as const) {
    telemetry.decided({ kind: 'wait', why });
  }
  const other = new Telemetry({
    monotonicMs: () => 0,
    wallMs: () => 0,
    sleep: async () => undefined,
  });
  other.decided({ kind: 'wait', why: 'stuck' });
  const answer = await surface.ask('/metrics');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = samplesIn(await answer.text());
  expect(told).toHaveLength(1);
  expect(samples).toMatchObject({
    'blackstart_alerts_total{severity="critical"}': 1,
    'blackstart_decisions_total{kind="wait",why="healthy"}': 1,
    'blackstart_decisions_total{kind="wait",why="not-held"}': 1,
  });
  expect(Object.keys(samples).join()).not.toContain('stuck');
});
