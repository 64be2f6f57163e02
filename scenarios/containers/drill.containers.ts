import { expect, test } from 'vitest';
import { blackstart } from '../support/blackstart.ts';
import { expectPass } from '../support/expect-pass.ts';
import { leftBehind } from '../support/left-behind.ts';

/** One by itself, and one that also needs the agents and, in each region, all resolvers. */
const drilled = ['database_primary_failure', 'planned_switchover'];
const LATEST = 'reports/runs/latest';

test.each(drilled)(
  '%s passes in containers as it does elsewhere, and leaves nothing',
  async (name) => {
    const how = ['--profile', 'fast', '--runtime', 'containers', '--json'];
    const run = blackstart('drill', name, ...how);
    const [stdout, stderr, code] = await Promise.all([run.stdout, run.stderr, run.ended]);
    expect(stdout, stderr).not.toBe('');
    const judged = JSON.parse(stdout);
    await expectPass({ judged, runDir: LATEST });
    expect(code).toBe(0);
    expect(judged.runtime).toBe('containers');
    expect(Object.keys(judged.parts)).toContain('container engine');
    expect(await leftBehind(LATEST)).toEqual([]);
  },
);
