import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock } from '../../../engine/index.ts';
import { testRuntime } from '../contract.ts';
import { type RuntimeForTest, type TestRun, testRun } from '../simulated/start-for-test.ts';
import { containersForTest } from './start-for-test.ts';

const runs: TestRun[] = [];
const newRun = () => {
  const run = testRun(clock);
  runs.push(run);
  return run;
};
let runtime: RuntimeForTest;
beforeAll(async () => {
  runtime = await containersForTest();
});
afterAll(() => Promise.all(runs.map((run) => run.clean())));

testRuntime({
  ...{ name: 'containers', clock, isolates: true },
  start: () => newRun().start(runtime),
});

it('says which server ended while starting, with its last words, and leaves nothing', async () => {
  const run = newRun();
  const broken = await containersForTest({ etcd: 'postgres' });
  const error = await run.start(broken).catch((caught) => caught);
  expect(error).toMatchObject({ code: 'SERVER_FAILED', exitCode: 4, server: 'etcd' });
  expect(error.message).toMatch(/ended with exit code 127; the last lines of .*\n.*etcd failed/);
  expect(await run.remains()).toEqual([]);
});
