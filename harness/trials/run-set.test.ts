import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DrillOutcome, DrillRequest } from '../drill/run-drill.ts';
import { journalOf } from '../journal/index.ts';
import { type Judged, judge } from '../judge/index.ts';
import { drillEntries } from '../judge/testing/drill-entries.ts';
import { runSet } from './run-set.ts';
import { trialLines } from './trial-lines.ts';
import { readSet } from './trial-set.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'set-'));
});
afterEach(() => rm(root, { recursive: true }));

const whole = judge(journalOf(drillEntries({ operationsPerSecond: 5 })));
const scenario = {
  name: 'database_primary_failure',
  title: 'x',
  expectation: 'recovery',
  steadyMs: 1,
  faults: [{ fault: 'does-not-bite' }],
} as const;

interface Asked {
  readonly trials: number;
  /** What becomes of each run, in turn; a pass, if nothing is said. */
  readonly verdicts?: readonly (Judged['verdict'] | Error)[];
  /** After so many runs somebody presses Ctrl-C. */
  readonly interruptAfter?: number;
  /** Writes that each run lost of those acknowledged after its fault. */
  readonly lostAfter?: number;
}

/** A set of trials of which only the drills are made up. */
async function made({ trials, verdicts = [], interruptAfter = 0, lostAfter = 0 }: Asked) {
  const requests: DrillRequest[] = [];
  const said: string[] = [];
  const interrupt = new AbortController();
  const drill = async (request: DrillRequest): Promise<DrillOutcome> => {
    const verdict = verdicts[requests.length] ?? 'pass';
    requests.push(request);
    if (requests.length === interruptAfter) interrupt.abort();
    if (verdict instanceof Error) throw verdict;
    const runDir = join(root, 'reports', 'runs', request.scenario.name, `${requests.length}`);
    const { seed, control = false } = request;
    const lostAfterFault = { ops: lostAfter, bytes: 0, lastMs: 12_000 };
    const stores = whole.stores.map((store) => ({ ...store, lostAfterFault }));
    const reasons = verdict === 'pass' ? [] : [`because: ${verdict}`];
    return { judged: { ...whole, stores, seed, control, verdict, reasons }, runDir };
  };
  const common = { root, profile: 'fast', engine: 'builtin', keep: false } as never;
  const clock = {
    monotonicMs: () => 0,
    wallMs: () => 1_795_000_000_000,
    sleep: () => Promise.resolve(),
  };
  const outcome = await runSet(
    { drills: [{ scenario, topology: {} as never }], trials, seed: 7, common },
    {
      clock,
      progress: { phase: (_title, work) => work(() => undefined) },
      signal: interrupt.signal,
      drill,
      say: (line) => said.push(line),
      explain: () => undefined,
    },
  ).catch((error: Error) => error);
  return { requests, said, outcome };
}

async function saved() {
  const file = join(root, 'reports', 'runs', 'sets', '2026-11-18T110640000Z', 'set.json');
  return JSON.parse(await readFile(file, 'utf8'));
}

test('every trial has its control, which is watched as long as it was', async () => {
  const { requests, said, outcome } = await made({ trials: 2 });
  expect(requests.map((r) => [r.control ?? false, r.seed, r.scenario.faults.length])).toEqual([
    [false, 7, 1],
    [true, 7, 0],
    [false, 8, 1],
    [true, 8, 0],
  ]);
  expect(requests[0]?.watchMs).toBeUndefined();
  expect(requests[1]?.watchMs).toBeGreaterThan(1_000);
  expect(said[0]).toBe('Run 1 of 4: database_primary_failure, trial 1, seed 7');
  if (outcome instanceof Error) throw outcome;
  expect(await saved()).toEqual(JSON.parse(JSON.stringify(outcome.set)));
  const { runs } = await readSet(outcome.setDir);
  expect(runs.map(({ path }) => path)[3]).toBe('../../database_primary_failure/4');
});

test('a run that missed or says nothing is listed with its reason, not made again', async () => {
  const { requests, outcome } = await made({ trials: 2, verdicts: ['fail', 'pass', 'unknown'] });
  expect(requests).toHaveLength(4);
  if (outcome instanceof Error) throw outcome;
  const { runs, summaries, cutShort } = outcome.set;
  expect(cutShort).toBeUndefined();
  expect(runs.map(({ verdict, discarded }) => [verdict, discarded])).toEqual([
    ['fail', undefined],
    ['pass', undefined],
    ['unknown', 'because: unknown'],
    ['pass', undefined],
  ]);
  expect(summaries[0]?.trials).toEqual({ runs: 2, passed: 0, missed: 1, discarded: 1 });
  expect(trialLines(outcome.set).join('\n')).toMatch(/unknown .*discarded · because: unknown/);
});

test('a trial that lost writes after the fault has them in its line', async () => {
  const { outcome } = await made({ trials: 1, lostAfter: 500 });
  if (outcome instanceof Error) throw outcome;
  const [line] = trialLines(outcome.set).filter((one) => one.includes('trial '));
  expect(line).toMatch(/RPO of \w+ .* writes, and 500 lost after the fault, until 12\.0 s after/);
});

test('Ctrl-C ends it after the run it met, and the set says that it was cut short', async () => {
  const { requests, outcome } = await made({ trials: 3, interruptAfter: 2 });
  expect(requests).toHaveLength(2);
  if (outcome instanceof Error) throw outcome;
  expect(outcome.set.cutShort).toBe('interrupted after 2 of 6 runs');
  expect(trialLines(outcome.set).at(-1)).toMatch(/^The set was cut short: interrupted/);
});

test('what was not healed would disturb the next run, so there is none', async () => {
  const { requests, outcome } = await made({ trials: 3, verdicts: ['not-healed'] });
  expect(requests).toHaveLength(1);
  if (outcome instanceof Error) throw outcome;
  expect(outcome.set.cutShort).toMatch(/not healed after 1 of 6/);
});

test('a rig that fails three times in a row is not asked again', async () => {
  const often = ['invalid', 'invalid', 'pass', 'invalid', 'invalid', 'invalid'] as const;
  const { requests, outcome } = await made({ trials: 5, verdicts: often });
  expect(requests).toHaveLength(6);
  if (outcome instanceof Error) throw outcome;
  expect(outcome.set.cutShort).toBe('the rig failed 3 times in a row after 6 of 10 runs');
});

test('a run that cannot be made ends it, with all that was made saved', async () => {
  const { outcome } = await made({ trials: 2, verdicts: ['pass', new Error('no disk')] });
  expect(outcome).toMatchObject({ message: 'no disk' });
  expect(await saved()).toMatchObject({
    cutShort: 'run 2 of 4 could not be made: Error: no disk',
    runs: [{ verdict: 'pass' }],
  });
});
