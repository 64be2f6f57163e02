import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leftRuns } from './crashed-runs.ts';
import { readRunFile } from './heal-run.ts';
import {
  closeRun,
  createRunDirectory,
  keepRun,
  pointLatest,
  type RunDirectory,
} from './run-directory.ts';

let root: string;
let made: RunDirectory[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blackstart-runs-'));
  made = [];
});
afterEach(async () => {
  for (const directory of made) await closeRun(directory);
  rmSync(root, { recursive: true });
});

async function create(seed = 1): Promise<RunDirectory> {
  const directory = await createRunDirectory({ root, scenario: 'up', wallMs: 0, seed });
  made.push(directory);
  return directory;
}

/** As it stands when its owner is gone. */
function orphan({ runDir, runId, privateDir }: RunDirectory, keep: boolean): void {
  const owner = { pid: process.pid, startTicks: 1 };
  writeFileSync(join(runDir, 'run.json'), JSON.stringify({ runId, privateDir, owner, keep }));
}

it('is a run to be healed until it is left on purpose', async () => {
  const directory = await create();
  expect(await readRunFile(directory.runDir)).toMatchObject({ keep: false });
  await keepRun(directory);
  expect(await readRunFile(directory.runDir)).toMatchObject({
    keep: true,
    runId: directory.runId,
    owner: { pid: process.pid },
  });
  expect(readdirSync(directory.runDir).sort()).toEqual(['journal', 'logs', 'run.json']);
});

it('tells what crashed from what is kept, and a torn file hides neither', async () => {
  const [crashed, kept, torn, closed] = [
    await create(1),
    await create(2),
    await create(3),
    await create(4),
  ];
  await create(5);
  orphan(crashed, false);
  orphan(kept, true);
  orphan(closed, false);
  await closeRun(closed);
  writeFileSync(join(torn.runDir, 'run.json'), '{"runId": "up-');
  expect(await leftRuns(root)).toEqual({
    crashed: [crashed.runDir],
    kept: [kept.runDir],
    unreadable: [expect.stringContaining(join(torn.runDir, 'run.json'))],
  });
});

it('is the latest only when that is said', async () => {
  const directory = await create();
  const latest = join(root, 'reports', 'runs', 'latest');
  expect(existsSync(latest)).toBe(false);
  await pointLatest(directory);
  expect(existsSync(join(latest, 'run.json'))).toBe(true);
});

it('takes what is private with it, but nothing of another run', async () => {
  const above = join(root, 'private');
  const [one = '', other = ''] = ['one', 'other'].map((name) => join(above, name));
  for (const privateDir of [one, other]) mkdirSync(privateDir, { recursive: true });
  await closeRun({ runDir: root, privateDir: one });
  expect(readdirSync(above)).toEqual(['other']);
  await closeRun({ runDir: root, privateDir: other });
  expect(existsSync(above)).toBe(false);
});
