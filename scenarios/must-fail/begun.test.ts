import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quietTools } from '../../harness/cli/quiet-tools.ts';
import { commitOf } from '../../harness/drill/commit.ts';
import { type Begun, forgetBegun, readBegun, writeBegun } from './begun.ts';
import { mutants } from './mutants.ts';
import type { MutantResult } from './result.ts';
import { runMutants } from './run-mutants.ts';

let file: string;
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'begun-'));
  file = join(directory, 'runs', 'begun.json');
});
afterEach(() => rm(directory, { recursive: true }));

const of = (commit: string): Begun => ({ commit, startedAt: 'then', controls: {}, mutants: [] });

const commit = 'c'.repeat(40);

test('what was begun is gone on with at the same commit alone, until it is over', async () => {
  expect(await readBegun(file, commit)).toBeUndefined();
  await writeBegun(file, of(commit));
  expect(await readBegun(file, commit)).toEqual(of(commit));
  expect(await readBegun(file, 'd'.repeat(40))).toBeUndefined();
  await forgetBegun(file);
  expect(await readBegun(file, commit)).toBeUndefined();
});

test.each([`${commit}+changes`, 'unknown'])(
  'of %s nothing is gone on with: it may be another',
  async (some) => {
    await writeBegun(file, of(some));
    expect(await readBegun(file, some)).toBeUndefined();
  },
);

test('what is done is not drilled again, and keeps what it came to', async () => {
  const results = mutants.map(({ defect, scenario }, index): MutantResult => {
    const caught = index > 0;
    const verdict = caught ? 'fail' : 'unknown';
    return { defect, scenario: scenario.name, verdict, red: [], expected: '', caught, runDir: '' };
  });
  const begun = { ...of(commitOf(process.cwd())), mutants: results };
  const said: string[] = [];
  const run = { mutants, without: [], begun };
  const score = await runMutants(run, quietTools(), (line) => said.push(line));
  expect(score).toMatchObject({ startedAt: 'then', caught: mutants.length - 1, missed: 1 });
  expect(said).toEqual([]);
});
