import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMIT, GOLDEN_START_MS, writeSealedRun } from '../certificate/testing/sealed-run.ts';
import type { TrialSet } from '../trials/index.ts';
import { concludeSet } from './conclude-set.ts';

let root: string;
let setDir: string;
/** A trial and its control, of which every figure is good. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'concluded-'));
  setDir = join(root, 'set');
  await mkdir(setDir);
  await writeSealedRun(join(root, 'trial'));
  await writeSealedRun(join(root, 'control'), { control: true });
});
afterEach(() => rm(root, { recursive: true }));

const clock = {
  monotonicMs: () => 0,
  wallMs: () => GOLDEN_START_MS + 60 * 60_000,
  sleep: () => Promise.resolve(),
};

function concluded(changes: Partial<TrialSet> = {}, commit = COMMIT) {
  const runs = [{ path: '../trial' }, { path: '../control' }];
  const set = {
    scenarios: ['database_primary_failure'],
    trials: 1,
    profile: 'realtime',
    runs,
    ...changes,
  } as TrialSet;
  const parts = [{ name: 'postgres', version: '15.20', origin: 'by hand', digest: 'f' }];
  const build = { commit, engineSha256: 'e'.repeat(64) };
  return concludeSet({ set, setDir, root, build, parts }, clock);
}

test('a set that certifies ends with 0, and says how far', async () => {
  const { code, lines } = await concluded();
  expect([code, lines[0]]).toEqual([0, `Certificate: ${join(setDir, 'certificate.json')}`]);
  expect(lines).toContainEqual(expect.stringMatching(/catches a broken engine is not shown/));
});

test.each<[string, Partial<TrialSet>, string | undefined, RegExp]>([
  ['a fast set', { profile: 'fast' }, undefined, /only realtime certifies, .* fast\.$/],
  ['a set cut short', { cutShort: 'interrupted' }, undefined, /the set was cut short: interr/],
  ['a changed work tree', {}, `${COMMIT}+changes`, /^No certificate: .*made with commit/],
  ['fewer trials than asked', { trials: 2 }, undefined, /^No certificate: .*1 of 2 control runs/],
])('%s ends with 2, and the last line says why', async (_, changes, commit, reason) => {
  const { code, lines } = await concluded(changes, commit);
  expect([code, lines.at(-1)]).toEqual([2, expect.stringMatching(reason)]);
});

test('a judge that missed a broken engine makes it 2', async () => {
  await mkdir(join(root, 'reports', 'runs'), { recursive: true });
  const score = { commit: COMMIT, profile: 'fast', caught: 1, missed: 1, notApplicable: 0 };
  await writeFile(join(root, 'reports', 'runs', 'mutants.json'), JSON.stringify(score));
  expect(await concluded()).toMatchObject({ code: 2 });
});
