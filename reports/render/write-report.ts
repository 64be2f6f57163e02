import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Journal } from '../../harness/journal/index.ts';
import type { Judged } from '../../harness/judge/index.ts';
import { renderHtml } from './page.ts';
import { readPictures } from './pictures.ts';

/** The page could not be written; the journal and the verdict are not touched by that. */
export class ReportFailed extends Error {
  override readonly name = 'ReportFailed';
  readonly code = 'REPORT_FAILED';
}

/** Writes `report.html` into a run's directory and gives its path. Rejects ReportFailed. */
export async function writeReport(
  directory: string,
  judged: Judged,
  journal: Journal,
): Promise<string> {
  const path = join(directory, 'report.html');
  try {
    const pictures = await readPictures(directory, judged);
    await writeFile(path, renderHtml(judged, journal, pictures));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReportFailed(
      `${path} cannot be written: ${reason}; make room or permit it, then \`report\` the run again`,
      { cause },
    );
  }
  return path;
}
