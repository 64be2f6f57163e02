import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSealedRun } from '../certificate/testing/sealed-run.ts';
import { browserTerms } from '../drill/browser-terms.ts';
import { defaultTopology, preparePlan } from '../drill/prepare.ts';
import type { Scenario } from '../drill/scenario.ts';
import { writeScenario } from '../drill/scenario-file.ts';
import { type RunEntry, readJournal } from '../journal/index.ts';
import { findReplay } from './find-replay.ts';
import { findScenario } from './find-scenarios.ts';
import { replayLines } from './replay-lines.ts';

const PLAN = 'fixtures/plans/semantest.yaml';
const root = process.cwd();
const topology = await defaultTopology(root);
const { regions, vantages } = topology;
const scenario = await findScenario(root, 'database_primary_failure');

const its = { seed: 7, regions, vantages, profile: 'fast', timeScale: 0.25 } as const;

let runDir: string;
beforeEach(async () => {
  runDir = join(await mkdtemp(join(tmpdir(), 'replay-')), '2026-11-22T200000000Z-7');
  await writeRun({}, scenario);
});
afterEach(() => rm(join(runDir, '..'), { recursive: true }));

async function writeRun(changes: Partial<RunEntry>, drilled: Scenario): Promise<void> {
  await writeSealedRun(runDir, { ...its, ...changes });
  await writeScenario(runDir, drilled);
  await writeFile(join(runDir, 'plan.yaml'), (await preparePlan(PLAN, 'fast')).text);
}

const find = (plan = PLAN) => findReplay(root, runDir, { plan, runtime: 'embedded', keep: false });

test('a replay is asked for as the run was, with the fault at the same moment', async () => {
  const { request, journal } = await find();
  expect(request).toMatchObject({
    scenario,
    profile: 'fast',
    seed: 7,
    engine: 'builtin',
    replay: { of: '2026-11-22T200000000Z-7' },
  });
  const [steady, fault] = ['steady', 'fault'].map(
    (name) => journal.phases.find(({ phase }) => phase === name)?.atMs,
  );
  expect(request.replay.faultAfterMs).toBe(Number(fault) - Number(steady));
});

test('the load of k6 is that of the run, whatever the scenario has', async () => {
  const load = { k6: 'spike', ratePerSecond: 7, vantage: 'us-east-1' };
  await rm(runDir, { recursive: true });
  await writeRun({ load }, { ...scenario, load });
  expect((await find()).request.scenario).toEqual({ ...scenario, load });
});

test('a run that had a browser is repeated with one', async () => {
  await rm(runDir, { recursive: true });
  await writeRun({ browser: browserTerms(topology, 0.25) }, { ...scenario, browser: true });
  expect((await find()).request.scenario).toEqual({ ...scenario, browser: true });
});

test('what is another by now is refused, every reason at once', async () => {
  await writeScenario(runDir, { ...scenario, steadyMs: 1 });
  await writeFile(join(runDir, 'plan.yaml'), 'name: other\n');
  const found = find();
  await expect(found).rejects.toMatchObject({ code: 'USAGE' });
  await expect(found).rejects.toThrow(/scenario database_primary_failure is not the one of/);
  await expect(found).rejects.toThrow(/semantest\.yaml is not the plan of .*plan\.yaml/);
});

test('a run that does not say what it drilled cannot be repeated', async () => {
  await rm(join(runDir, 'scenario.json'));
  await expect(find()).rejects.toThrow(/whether the scenario is still the same cannot be told/);
});

test('afterwards both moments are said, and what cannot be repeated', async () => {
  const journal = await readJournal(join(runDir, 'journal'));
  const lines = replayLines(journal, journal, '2026-11-22T200000000Z-7').join('\n');
  expect(lines).toMatch(/process\/kill on .*: 2\.9 s into the steady state, then; 2\.9 s now/);
  expect(lines).toMatch(/What no replay repeats:\n.*CPUs/);
});
