import type { Evidence } from '../evidence.ts';
import type { Bindings } from '../statement.ts';
import { COMMIT } from './sealed-run.ts';

export const SCORE = {
  state: 'measured',
  commit: COMMIT,
  profile: 'fast',
  caught: 16,
  missed: 0,
  notApplicable: 2,
} as const;

const ENGINE = 'e'.repeat(64);

/** What one run gave that went well. */
export function evidenceOf(changes: Partial<Evidence['figures']> = {}): Evidence {
  const control = changes.control ?? false;
  return {
    path: `../../x/${changes.seed ?? 1}${control ? '-control' : ''}`,
    figures: {
      scenario: 'x',
      control,
      seed: 1,
      startedAt: '2026-11-22T20:00:00.000Z',
      verdict: 'pass',
      exitCode: 0,
      reasons: [],
      services: [
        { name: 'core-api', vantage: 'us-east-1', rtoMs: 41_000, targetMs: 120_000 },
        { name: 'core-api', vantage: 'ap-south-1', rtoMs: 44_500, targetMs: 120_000 },
      ],
      stores: [
        {
          name: 'postgres',
          rpoMs: [0, 480],
          rpoOps: [2, 3],
          rpoBytes: [400, 600],
          lostAfterFault: { ops: 0, bytes: 0, lastMs: 0 },
          targetMs: 60_000,
        },
      ],
      ...changes,
    },
    conditions: {
      commit: COMMIT,
      engine: 'builtin',
      plan: 'semantest',
      profile: 'realtime',
      timeScale: 1,
      runtime: 'embedded',
      parts: { postgres: '15.20' },
    },
    noise: [{ of: 'cpu-pressure', at: 'rig', samples: 10, mean: 0.1, max: 0.3 }],
    emulated: ['The WAN is Toxiproxy.'],
    notProved: ['That other faults are survived.'],
    chain: { sealed: true, files: [{ name: 'rig.jsonl', sha256: 'a'.repeat(64), bytes: 1000 }] },
    planSha256: 'b'.repeat(64),
    scenarioSha256: (control ? 'd' : 'c').repeat(64),
  };
}

/** A trial and its control run, as one of each is asked for. */
export function pairOfRuns(): readonly [Evidence, Evidence] {
  return [evidenceOf(), evidenceOf({ control: true })];
}

export function bindingsFor(changes: Partial<Bindings> = {}): Bindings {
  return {
    issuedAt: '2026-11-22T21:00:00.000Z',
    validDays: 30,
    asked: { scenarios: ['x'], trials: 1 },
    build: { commit: COMMIT, engineSha256: ENGINE },
    parts: [
      { name: 'postgres', version: '15.20', origin: 'Debian package', digest: 'f'.repeat(64) },
    ],
    mutants: SCORE,
    ...changes,
  };
}
