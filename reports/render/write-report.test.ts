import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { journalOf } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { renderHtml, writeReport } from './index.ts';

test('the page lies in the directory of the run', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'report-'));
  const journal = journalOf(drillEntries());
  const judged = judge(journal);
  try {
    const path = await writeReport(directory, judged, journal);
    expect(path).toBe(join(directory, 'report.html'));
    expect(await readFile(path, 'utf8')).toBe(renderHtml(judged, journal));
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a page that cannot be written says where and what to try', async () => {
  const journal = journalOf(drillEntries());
  const missing = join(tmpdir(), 'no-such-run-directory');
  await expect(writeReport(missing, judge(journal), journal)).rejects.toMatchObject({
    code: 'REPORT_FAILED',
    message: expect.stringMatching(/no-such-run-directory.*ENOENT.*report/),
  });
});
