import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readJournal } from '../../harness/journal/index.ts';
import { type ComposeUp, composeUpForTest } from '../../harness/regions/compose/start-for-test.ts';
import { blackstart } from '../support/blackstart.ts';
import { drillUntil, newestRun } from '../support/cut-short.ts';
import { expectPass } from '../support/expect-pass.ts';
import { leftBehind } from '../support/left-behind.ts';

const compose = ['--runtime', 'compose'];
let up: ComposeUp;
beforeAll(async () => {
  up = await composeUpForTest();
  vi.stubEnv('BLACKSTART_REGIONS', up.directory);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await up?.[Symbol.asyncDispose]();
});

test('a drill that was killed has to be healed before the next one', async () => {
  const run = await drillUntil('Recovery', ...compose);
  run.process.kill('SIGKILL');
  await once(run.process, 'exit');
  const runDir = await newestRun();
  expect(await leftBehind(runDir)).not.toEqual([]);
  const next = blackstart('drill', 'database_primary_failure', ...compose);
  expect(await next.ended).toBe(4);
  expect(await next.stderr).toMatch(/is not over: .*npm run blackstart -- heal/);
  expect(await blackstart('heal', runDir).ended).toBe(0);
  expect(await leftBehind(runDir)).toEqual([]);
});

test('one that is interrupted gives the regions back', async () => {
  const run = await drillUntil('Recovery', ...compose);
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(130);
  expect(await leftBehind(await newestRun())).toEqual([]);
});

test('after both, one passes', async () => {
  const how = ['--profile', 'fast', '--json', ...compose];
  const drill = blackstart('drill', 'database_primary_failure', ...how);
  const [stdout, stderr, code] = await Promise.all([drill.stdout, drill.stderr, drill.ended]);
  expect(stdout, stderr).not.toBe('');
  const judged = JSON.parse(stdout);
  const runDir = await newestRun();
  await expectPass({ judged, runDir });
  const { run } = await readJournal(join(runDir, 'journal'));
  expect({ code, earlierRuns: run.earlierRuns }).toEqual({ code: 0, earlierRuns: 2 });
});
