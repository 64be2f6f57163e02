import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fullJudged } from '../testing/full-judged.ts';
import { exportReport, reportFormats } from './exports.ts';

const { judged, journal } = fullJudged();
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'exports-'));
});
afterEach(() => rm(directory, { recursive: true }));

test.each([
  ['html', ['report.html']],
  ['junit', ['junit.xml']],
  ['markdown', ['report.md']],
  ['json', ['verdict.json', 'verdict.schema.json']],
] as const)('%s writes %j into a directory that it makes', async (format, names) => {
  const paths = await exportReport(format, join(directory, 'new'), judged, journal);
  expect(paths.map((path) => basename(path))).toEqual(names);
  expect((await readdir(join(directory, 'new'))).sort()).toEqual(names);
});

test('allure has its own directory, with the page and the verdict attached', async () => {
  await exportReport('allure', directory, judged, journal);
  const results = join(directory, 'allure-results');
  const names = await readdir(results);
  expect(names).toHaveLength(3);
  const json = names.find((name) => name.endsWith('-attachment.json')) ?? '';
  expect(JSON.parse(await readFile(join(results, json), 'utf8')).verdict).toBe('fail');
});

test('every form can be had twice, and one that cannot be written says where', async () => {
  for (const format of [...reportFormats, ...reportFormats])
    await exportReport(format, directory, judged, journal);
  await writeFile(join(directory, 'file'), '');
  await expect(
    exportReport('junit', join(directory, 'file'), judged, journal),
  ).rejects.toMatchObject({ code: 'REPORT_FAILED', message: expect.stringContaining('file') });
});
