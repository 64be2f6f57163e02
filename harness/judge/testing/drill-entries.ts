import type { Entry, ObservationEntry, RunEntry } from '../../journal/index.ts';
import { drillOperations } from './drill-operations.ts';
import type { DrillShape } from './drill-shape.ts';
import { defaultShape, presentRanges } from './drill-shape.ts';

/**
 * A whole made-up drill of a dead database primary, for tests of the judge and of reports: by
 * default 60 s at 240 operations/s from four vantages. The same shape gives the same entries.
 */
export function drillEntries(changes: Partial<DrillShape> = {}): Entry[] {
  const shape = { ...defaultShape, ...changes };
  const operations = drillOperations(shape);
  const { t0Ms, loadEndMs } = shape;
  return [
    runEntry(shape),
    { kind: 'phase', atMs: 1_000, phase: 'start' },
    { kind: 'phase', atMs: shape.steadyMs, phase: 'steady' },
    { kind: 'phase', atMs: t0Ms - 50, phase: 'fault' },
    fault(t0Ms - 40, 'inject'),
    fault(t0Ms, 'bite'),
    { kind: 'phase', atMs: t0Ms + 1, phase: 'recovery' },
    ...claims(shape),
    ...sightings(shape),
    ...samples(shape),
    { kind: 'phase', atMs: t0Ms + shape.outageMs + 3_000, phase: 'quiet' },
    ...operations,
    { kind: 'phase', atMs: loadEndMs, phase: 'readback' },
    {
      kind: 'readback',
      atMs: loadEndMs + 400,
      store: 'postgres',
      region: 'us-west-2',
      proof: 'replayed to 0/5000148',
      complete: true,
      ids: presentRanges(operations, shape),
    },
    { kind: 'phase', atMs: loadEndMs + 500, phase: 'heal' },
    fault(loadEndMs + 900, 'healed'),
    { kind: 'phase', atMs: loadEndMs + 1_000, phase: 'restore' },
    { kind: 'restored', atMs: loadEndMs + 4_000, ok: true, differences: [] },
    { kind: 'phase', atMs: loadEndMs + 4_100, phase: 'stop' },
    { kind: 'end', atMs: loadEndMs + 5_000 },
  ];
}

function runEntry(shape: DrillShape): RunEntry {
  return {
    kind: 'run',
    atMs: 0,
    version: 1,
    wallMs: 1_780_000_000_000,
    scenario: 'database_primary_failure',
    expectation: 'recovery',
    plan: 'semantest',
    profile: 'fast',
    timeScale: 0.2,
    runtime: 'embedded',
    engine: 'builtin',
    seed: shape.seed,
    commit: '0000000',
    parts: { postgres: '15.20', toxiproxy: '2.12.0' },
    emulated: ['Route 53 answers and health checks come from the rig.'],
    vantages: shape.vantages,
    services: [{ name: 'core-api', tier: 1, rtoTargetMs: 24_000 }],
    stores: [{ name: 'postgres', tier: 1, rpoTargetMs: 12_000 }],
    band: { successRateDrop: 0.01, p99Factor: 3, p99FloorMs: 500, holdMs: 3_000, windowMs: 1_000 },
    assumptions: {
      minOperationsPerSecond: 200,
      maxReplicationLagBytes: 1_000_000,
      maxCpuPressure: 0.6,
      maxClockStepMs: 100,
    },
    budget: [
      { phase: 'detection', ms: 6_000 },
      { phase: 'decision', ms: 12_000 },
      { phase: 'dns', ms: 24_000 },
    ],
    regions: [
      { name: 'us-east-1', role: 'active' },
      { name: 'us-west-2', role: 'hot-standby' },
      { name: 'eu-west-1', role: 'cold' },
    ],
  };
}

function fault(atMs: number, event: 'inject' | 'bite' | 'healed'): Entry {
  return {
    kind: 'fault',
    atMs,
    id: 'kill-primary',
    fault: 'process/kill',
    event,
    layer: 'process',
    target: 'us-east-1/postgres',
  };
}

/** The engine's words, at shares of the outage that a real run showed. */
function claims({ t0Ms, outageMs, vantages }: DrillShape): Entry[] {
  const at = (share: number) => t0Ms + outageMs * share;
  const step = (name: string, from: number, to: number): Entry[] => [
    { kind: 'claim', atMs: at(from), step: name, event: 'started', epoch: 2 },
    { kind: 'claim', atMs: at(to), step: name, event: 'succeeded', epoch: 2 },
  ];
  const noted = (name: string, share: number): Entry => ({
    kind: 'claim',
    atMs: at(share),
    step: name,
    event: 'noted',
    epoch: 2,
    trigger: 'database_primary_failure',
  });
  return [
    noted('detected', 0.5),
    noted('decided', 0.51),
    ...step('fence', 0.52, 0.6),
    ...step('promote', 0.6, 0.66),
    ...step('epoch', 0.66, 0.67),
    ...step('activate', 0.67, 0.72),
    ...step('reroute', 0.72, 0.97),
    // The last vantage comes back a twentieth before (drill-operations.ts).
    noted('recovered', 1 + 0.05 * vantages.length),
  ];
}

function sightings(shape: DrillShape): ObservationEntry[] {
  const { t0Ms, outageMs } = shape;
  const seen: ObservationEntry[] = [];
  const say = (of: ObservationEntry['of'], atMs: number, at: string, value: boolean | string) =>
    seen.push({ kind: 'observation', atMs, of, at, value });
  for (let atMs = shape.steadyMs; atMs < shape.loadEndMs; atMs += 100) {
    say('writable', atMs, 'us-east-1', atMs < t0Ms);
    say('writable', atMs, 'us-west-2', atMs >= t0Ms + outageMs * 0.65);
    say('writable', atMs, 'eu-west-1', false);
  }
  for (const [index, vantage] of shape.vantages.entries()) {
    say('dns-answer', shape.steadyMs, vantage, 'us-east-1');
    say('dns-answer', t0Ms + outageMs * (0.8 + 0.05 * index), vantage, 'us-west-2');
  }
  return seen;
}

function samples(shape: DrillShape): Entry[] {
  const taken: Entry[] = [];
  for (let atMs = shape.steadyMs; atMs < shape.loadEndMs; atMs += 1_000) {
    for (const at of ['us-west-2', 'eu-west-1'])
      taken.push({ kind: 'sample', atMs, of: 'replication-lag-bytes', at, value: 8_192 });
    taken.push({ kind: 'sample', atMs, of: 'cpu-pressure', at: 'host', value: 0.2 });
    taken.push({ kind: 'sample', atMs, of: 'clock-step-ms', at: 'host', value: 0.1 });
    taken.push({ kind: 'sample', atMs, of: 'event-loop-delay-ms', at: 'clients', value: 2 });
  }
  return taken;
}
