import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Judged } from '../../harness/judge/index.ts';
import { fullJudged } from '../testing/full-judged.ts';
import { renderHtml } from './page.ts';
import { readPictures } from './pictures.ts';

const { judged, journal } = fullJudged();
const digestOf = (bytes: string) => createHash('sha256').update(bytes).digest('hex');

let runDir: string;
beforeEach(async () => {
  runDir = await mkdtemp(join(tmpdir(), 'pictures-'));
  await mkdir(join(runDir, 'pictures'));
});
afterEach(() => rm(runDir, { recursive: true }));

/** The full verdict, in which one journey names this picture. */
function naming(file: string, content: string): Judged {
  const journeys = [{ startMs: 0, endMs: 1, picture: { file, sha256: digestOf(content) } }];
  return { ...judged, browser: { vantage: 'us-east-1', journeys, outages: [] } };
}

test('a picture that is the one recorded stands in the page, which loads nothing', async () => {
  await writeFile(join(runDir, 'pictures/journey-1.jpg'), 'light');
  const named = naming('pictures/journey-1.jpg', 'light');
  const page = renderHtml(named, journal, await readPictures(runDir, named));
  expect(page).toContain(`src="data:image/jpeg;base64,${Buffer.from('light').toString('base64')}"`);
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('img-src data:"');
  expect(page.match(/<img /g)).toHaveLength(1);
});

test.each([
  ['another content', 'pictures/journey-1.jpg', 'dark', /is not the one that was recorded/],
  ['no such file', 'pictures/journey-2.jpg', 'light', /cannot be read/],
  ['a file elsewhere', 'pictures/../run.json', 'light', /is no file of the run’s pictures/],
  ['a file of the machine', '/etc/hostname', 'light', /is no file of the run’s pictures/],
  [
    'one that is too large',
    'pictures/large.jpg',
    'x'.repeat(200_000),
    /is too large for this page/,
  ],
])('%s is not shown, and the page says so', async (_what, file, content, why) => {
  await writeFile(join(runDir, 'pictures/journey-1.jpg'), 'light');
  await writeFile(join(runDir, 'pictures/large.jpg'), 'x'.repeat(200_000));
  await writeFile(join(runDir, 'run.json'), 'light');
  const named = naming(file, content);
  const page = renderHtml(named, journal, await readPictures(runDir, named));
  expect(page).not.toContain('<img');
  expect(page.replace(/\s+/g, ' ')).toMatch(why);
});
