import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { blackstart } from './support/blackstart.ts';
import { drillUntil, newestRun } from './support/cut-short.ts';
import { leftBehind } from './support/left-behind.ts';

describe('a harness that is killed', () => {
  test.each(['Start three regions', 'Steady state', 'Recovery'])(
    'in the phase "%s" leaves what heal ends, and a journal that is judged as incomplete',
    async (phase) => {
      const run = await drillUntil(phase, '--k6', 'constant-arrival');
      run.process.kill('SIGKILL');
      await once(run.process, 'exit');
      const runDir = await newestRun();
      expect(await leftBehind(runDir)).not.toEqual([]);

      const heal = blackstart('heal', runDir);
      expect(await heal.ended).toBe(0);
      expect(await leftBehind(runDir)).toEqual([]);
      expect(await blackstart('heal', runDir).ended).toBe(0);

      const judged = blackstart('judge', runDir, '--json');
      const [stdout, code] = await Promise.all([judged.stdout, judged.ended]);
      expect(code).not.toBe(0);
      expect(JSON.parse(stdout).gaps.join()).toMatch(/cut off/);
    },
  );
});

test('Ctrl-C heals, ends everything, and says 130', async () => {
  const run = await drillUntil('Recovery', '--k6', 'constant-arrival');
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(130);
  expect(await leftBehind(await newestRun())).toEqual([]);
});
