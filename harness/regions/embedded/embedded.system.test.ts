import { afterAll, expect, it } from 'vitest';
import { systemClock as clock } from '../../../engine/index.ts';
import { installParts } from '../../parts/index.ts';
import { testRuntime } from '../contract.ts';
import { type TestRun, testRun } from '../simulated/start-for-test.ts';
import { embeddedForTest } from './start-for-test.ts';

const runs: TestRun[] = [];
const newRun = () => {
  const run = testRun(clock);
  runs.push(run);
  return run;
};
afterAll(() => Promise.all(runs.map((run) => run.clean())));

testRuntime({ name: 'embedded', clock, start: () => newRun().start(embeddedForTest()) });

it('says which server died while starting, with the end of its log, and ends all', async () => {
  const parts = await installParts();
  const broken = { ...parts.etcd, program: () => '/bin/false' };
  const run = newRun();
  const start = run.start(embeddedForTest({ ...parts, etcd: broken }));
  const error = await start.catch((caught) => caught);
  expect(error).toMatchObject({ code: 'SERVER_FAILED', exitCode: 4, server: 'etcd' });
  expect(error.message).toMatch(/^etcd in \S+ ended with exit code 1; the last lines of .*\.log:/);
  expect(await run.remains()).toEqual([]);
});
