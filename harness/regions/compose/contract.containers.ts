import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock } from '../../../engine/index.ts';
import { type RuntimeUnderTest, testRuntime } from '../contract.ts';
import { topologyDifferences } from '../restore-topology.ts';
import { type TestRun, testRun } from '../simulated/start-for-test.ts';
import { type ComposeUp, composeUpForTest } from './start-for-test.ts';

const runs: TestRun[] = [];
const newRun = () => {
  const run = testRun(clock);
  runs.push(run);
  return run;
};
/** Its end is that of the whole run. */
async function startAndEnd(): Promise<RuntimeUnderTest> {
  const run = newRun();
  const started = await run.start(up.runtime);
  const dispose = () => started[Symbol.asyncDispose]().then(run.clean);
  return { ...started, [Symbol.asyncDispose]: dispose };
}
let up: ComposeUp;
beforeAll(async () => {
  up = await composeUpForTest();
});
afterAll(async () => {
  await Promise.all(runs.map((run) => run.clean()));
  await up?.[Symbol.asyncDispose]();
});

testRuntime({
  ...{ name: 'compose', clock, isolates: true, alone: true },
  start: startAndEnd,
});

it('regions outlive who was in charge of them, and have another at a time', async () => {
  const run = newRun();
  const first = await run.start(up.runtime);
  await expect(newRun().start(up.runtime)).rejects.toMatchObject({ code: 'NO_FREE_SLOT' });
  await first[Symbol.asyncDispose]();
  await expect(newRun().start(up.runtime)).rejects.toMatchObject({ code: 'REGIONS_NOT_HEALED' });
  await run.clean();
  await using second = await startAndEnd();
  expect(await topologyDifferences(second.regions)).toEqual([]);
});

it('a server that another has started is stopped as it wants to be', async () => {
  await using run = await startAndEnd();
  const standby = run.regions.server('eu-west-1', 'postgres');
  const before = readFileSync(standby.logFile, 'utf8').length;
  await standby.stop();
  const said = readFileSync(standby.logFile, 'utf8').slice(before);
  expect(said).toContain('received fast shutdown request');
  expect(said).toContain('database system is shut down');
});

it('regions that were left broken are whole for the next one', async () => {
  const run = newRun();
  const { regions, ...first } = await run.start(up.runtime);
  await regions.server('us-west-2', 'postgres').kill();
  regions.server('eu-west-1', 'redis').freeze();
  await regions.wan.cut('us-east-1', 'us-west-2', 'black-hole');
  await first[Symbol.asyncDispose]();
  await run.clean();
  await using second = await startAndEnd();
  expect(await topologyDifferences(second.regions)).toEqual([]);
});

it('taken down, nothing of them is left', async () => {
  await up[Symbol.asyncDispose]();
  expect(await up.remains()).toEqual([]);
});
