import { once } from 'node:events';
import { expect, test } from 'vitest';
import { blackstart } from '../support/blackstart.ts';
import { drillUntil, newestRun } from '../support/cut-short.ts';
import { leftBehind } from '../support/left-behind.ts';

const containers = ['--runtime', 'containers'];

test.each(['Start three regions', 'Recovery'])(
  'a harness that is killed in the phase "%s" leaves what heal ends',
  async (phase) => {
    const run = await drillUntil(phase, ...containers);
    run.process.kill('SIGKILL');
    await once(run.process, 'exit');
    const runDir = await newestRun();
    expect(await leftBehind(runDir)).not.toEqual([]);
    expect(await blackstart('heal', runDir).ended).toBe(0);
    expect(await leftBehind(runDir)).toEqual([]);
    expect(await blackstart('heal', runDir).ended).toBe(0);
  },
);

test('Ctrl-C heals, ends everything, and says 130', async () => {
  const run = await drillUntil('Recovery', ...containers);
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(130);
  expect(await leftBehind(await newestRun())).toEqual([]);
});

test('what up has left runs on, and down ends it', async () => {
  const up = blackstart('up', ...containers);
  const [, stderr, code] = await Promise.all([up.stdout, up.stderr, up.ended]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const runDir = await newestRun('up');
  expect(await leftBehind(runDir)).not.toEqual([]);
  const down = blackstart('down');
  const [stdout, downCode] = await Promise.all([down.stdout, down.ended]);
  expect(downCode).toBe(0);
  expect(stdout).toContain(runDir);
  expect(await leftBehind(runDir)).toEqual([]);
});
