import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ReportFailed } from '../write-report.ts';
import { type RunSummary, runSummary } from './run-summary.ts';
import { renderRunsPage } from './runs-page.ts';

/**
 * Writes `index.html` over all runs that have a verdict, and gives its path. A verdict that cannot
 * be read is listed as such. Takes about a millisecond a run; drills that end at the same moment
 * replace the page one after the other, never half of it. Throws ReportFailed.
 */
export function writeRunsPage(runsDir: string): string {
  const runs: RunSummary[] = [];
  const unreadable: string[] = [];
  for (const file of globSync('*/*/verdict.json', { cwd: runsDir }).sort()) {
    const path = dirname(file).replaceAll('\\', '/');
    const page = existsSync(join(runsDir, path, 'report.html')) ? 'report.html' : 'verdict.json';
    try {
      runs.push(runSummary(path, page, JSON.parse(readFileSync(join(runsDir, file), 'utf8'))));
    } catch {
      unreadable.push(path);
    }
  }
  const index = join(runsDir, 'index.html');
  const draft = `${index}.${process.pid}`;
  try {
    writeFileSync(draft, renderRunsPage(runs, unreadable));
    renameSync(draft, index);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReportFailed(
      `${index} cannot be written: ${reason}; make room or permit it, then \`report --index\``,
      { cause },
    );
  }
  return index;
}
