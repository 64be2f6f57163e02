import { join, resolve } from 'node:path';
import {
  exportReport,
  type ReportFormat,
  readPictures,
  writeReport,
  writeRunsPage,
} from '../../../reports/render/index.ts';
import { writeVerdict } from '../../drill/write-verdict.ts';
import { judge } from '../../judge/index.ts';
import { findRun } from '../find-run.ts';
import { readRecord } from '../read-record.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface ReportOptions {
  /** One form alone; verdict.json and report.html of the run if absent. */
  readonly format?: ReportFormat;
  /** Where to write that form; the run's directory if absent. */
  readonly out?: string;
  /** The list of all runs. */
  readonly index: boolean;
}

/** Judges a saved journal anew and writes its report, or the list of all runs; 0 if it could. */
export async function reportVerb(
  root: string,
  run: string | undefined,
  options: ReportOptions,
  terminal: Terminal,
): Promise<number> {
  const { format, out, index } = options;
  if (run === undefined && !index) throw new UsageError('report: name a run, or ask for --index');
  if (out !== undefined && format === undefined)
    throw new UsageError('report: --out needs --format, which says what to write there');
  if (run !== undefined) {
    for (const path of await reportRun(findRun(root, run), format, out)) terminal.print(path);
  }
  if (index) terminal.print(writeRunsPage(join(root, 'reports', 'runs')));
  return 0;
}

async function reportRun(
  runDir: string,
  format: ReportFormat | undefined,
  out: string | undefined,
): Promise<readonly string[]> {
  const journal = await readRecord(runDir);
  const judged = judge(journal);
  if (format !== undefined) {
    const directory = out === undefined ? runDir : resolve(out);
    const pictures = await readPictures(runDir, judged);
    return exportReport(format, directory, judged, journal, pictures);
  }
  await writeVerdict(runDir, judged);
  return [await writeReport(runDir, judged, journal)];
}
