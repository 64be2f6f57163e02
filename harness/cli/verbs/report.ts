import { join } from 'node:path';
import { writeReport } from '../../../reports/render/index.ts';
import { writeVerdict } from '../../drill/write-verdict.ts';
import { readJournal } from '../../journal/index.ts';
import { judge } from '../../judge/index.ts';
import { findRun } from '../find-run.ts';
import type { Terminal } from '../terminal.ts';

/** Writes verdict.json and report.html of a saved journal anew; 0 whatever the verdict is. */
export async function reportVerb(root: string, run: string, terminal: Terminal): Promise<number> {
  const runDir = findRun(root, run);
  const journal = await readJournal(join(runDir, 'journal'));
  const judged = judge(journal);
  await writeVerdict(runDir, judged);
  await writeReport(runDir, judged, journal);
  terminal.print(join(runDir, 'report.html'));
  return 0;
}
