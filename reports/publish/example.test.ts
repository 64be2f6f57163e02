import { appendFile, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJournal } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { publishExample } from './example.ts';

const golden = join(import.meta.dirname, '..', '..', 'fixtures', 'journals', 'good-recovery');
let directory: string;
let runDir: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'example-'));
  runDir = join(directory, 'run');
  await cp(golden, join(runDir, 'journal'), { recursive: true });
});
afterEach(() => rm(directory, { recursive: true }));

test('a run is published with its journal, and published again in its place', async () => {
  const example = join(directory, 'example');
  await publishExample(runDir, example);
  await publishExample(runDir, example);
  const names = ['journal', 'report.html', 'report.md', 'verdict.json', 'verdict.schema.json'];
  expect((await readdir(example)).sort()).toEqual(names);
  expect(await readdir(join(example, 'journal'))).toEqual(await readdir(golden));
});

test('what is published is what its journal is judged to be', async () => {
  const example = join(import.meta.dirname, '..', 'example');
  const judged = judge(await readJournal(join(example, 'journal')));
  const published = JSON.parse(await readFile(join(example, 'verdict.json'), 'utf8'));
  expect(JSON.parse(JSON.stringify(judged))).toEqual(published);
});

test('a run that names a directory of this machine is refused, with the line', async () => {
  const claim = { kind: 'claim', atMs: 1, step: 'a', event: 'noted', detail: `${tmpdir()}/x` };
  await appendFile(join(runDir, 'journal', 'rig.jsonl'), `${JSON.stringify(claim)}\n`);
  await expect(publishExample(runDir, join(directory, 'example'))).rejects.toMatchObject({
    code: 'EXAMPLE_REFUSED',
    message: expect.stringMatching(/^rig\.jsonl:\d+ names /),
  });
});
