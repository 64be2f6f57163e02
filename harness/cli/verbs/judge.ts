import { renderTerminal } from '../../../reports/render/index.ts';
import { writeVerdict } from '../../drill/write-verdict.ts';
import { judge } from '../../judge/index.ts';
import { findRun } from '../find-run.ts';
import { readRecord } from '../read-record.ts';
import type { Terminal } from '../terminal.ts';

export interface JudgeOptions {
  readonly json: boolean;
}

/** Judges a saved journal, with no server running, and returns the exit code of its verdict. */
export async function judgeVerb(
  root: string,
  run: string,
  { json }: JudgeOptions,
  terminal: Terminal,
): Promise<number> {
  const runDir = findRun(root, run);
  const judged = judge(await readRecord(runDir));
  await writeVerdict(runDir, judged);
  terminal.print(json ? JSON.stringify(judged, null, 2) : renderTerminal(judged, terminal));
  return judged.exitCode;
}
