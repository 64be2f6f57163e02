import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMutantScore } from './mutant-score.ts';
import { mutantWords } from './mutant-words.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutants-'));
  await mkdir(join(root, 'reports', 'runs'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const save = (text: string) => writeFile(join(root, 'reports', 'runs', 'mutants.json'), text);

test('the counts of a score are taken, and what else it holds is not', async () => {
  const counts = { caught: 2, missed: 0, notApplicable: 0 };
  const made = { version: 1, commit: 'abc', profile: 'fast' };
  await save(JSON.stringify({ ...made, ...counts, mutants: [] }));
  const score = await readMutantScore(root);
  expect(score).toEqual({
    state: 'measured',
    commit: 'abc',
    profile: 'fast',
    caught: 2,
    missed: 0,
    notApplicable: 0,
  });
  expect(mutantWords(score, 'abc')).toBe(
    '2 of 2 broken engines were caught with profile fast, 0 were not; 0 did not apply.',
  );
  expect(mutantWords(score, 'def')).toMatch(/Measured at another commit, abc\.$/);
});

test('what is not there, or is no score, is said to be absent', async () => {
  expect(await readMutantScore(root)).toMatchObject({
    state: 'absent',
    why: expect.stringMatching(/there is no/),
  });
  await save('{"commit":"abc"');
  expect(await readMutantScore(root)).toMatchObject({
    state: 'absent',
    why: expect.stringMatching(/holds no score/),
  });
});
