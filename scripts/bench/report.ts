import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { journalOf } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { renderHtml } from '../../reports/render/index.ts';
import { withChromium } from '../../reports/testing/with-chromium.ts';
import { type Figure, medianOf } from './figure.ts';

const MINUTES = 10;
const PER_SECOND = 1000;
const LOADS = 5;
const BYTES_PER_MB = 1_000_000;

/** The page of a run of ten minutes: how large it is, and how soon Chromium has painted it. */
export async function reportFigures(): Promise<Figure[]> {
  const page = longRunPage();
  const megabytes = Buffer.byteLength(page) / BYTES_PER_MB;
  const run = `${MINUTES} minutes at ${PER_SECOND} operations/s`;
  const size = { what: 'HTML report', value: megabytes, limit: 3, unit: 'MB', of: run };
  const seconds = await secondsToPaint(page);
  const of = `${run}, median of ${LOADS} loads`;
  const opened = {
    what: 'HTML report opened in Chromium',
    value: seconds,
    limit: 2,
    unit: 's',
    of,
  };
  return [size, opened];
}

function longRunPage(): string {
  const steadyMs = 2_000;
  const loadEndMs = steadyMs + MINUTES * 60_000;
  const entries = drillEntries({ operationsPerSecond: PER_SECOND, t0Ms: 60_000, loadEndMs });
  const journal = journalOf(entries);
  return renderHtml(judge(journal), journal);
}

/** From the request until the second frame after the page has loaded. */
async function secondsToPaint(page: string): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'blackstart-report-'));
  const file = join(directory, 'report.html');
  try {
    await writeFile(file, page);
    const times = await withChromium(async (browser) => {
      const taken: number[] = [];
      for (let load = 0; load < LOADS; load += 1) {
        const tab = await browser.newPage();
        const beganMs = performance.now();
        await tab.goto(pathToFileURL(file).href, { waitUntil: 'load' });
        await tab.evaluate(twoFrames);
        taken.push(performance.now() - beganMs);
        await tab.close();
      }
      return taken;
    });
    return medianOf(times) / 1000;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Runs in the page. */
const twoFrames =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))';
