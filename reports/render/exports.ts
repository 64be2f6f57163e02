import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Journal } from '../../harness/journal/index.ts';
import type { Judged } from '../../harness/judge/index.ts';
import { renderAllure } from './allure.ts';
import { readVerdictSchema, renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { renderHtml } from './page.ts';
import type { Pictures } from './pictures.ts';
import { ReportFailed } from './write-report.ts';

/** Every form in which a judged run can be had. */
export const reportFormats = ['html', 'junit', 'markdown', 'json', 'allure'] as const;
export type ReportFormat = (typeof reportFormats)[number];

interface ReportFile {
  readonly name: string;
  readonly text: string;
}

/** Writes one form of a judged run and gives the paths of its files. Rejects ReportFailed. */
export async function exportReport(
  format: ReportFormat,
  directory: string,
  judged: Judged,
  journal: Journal,
  pictures: Pictures = new Map(),
): Promise<readonly string[]> {
  const files = await filesOf(format, judged, journal, pictures);
  try {
    return await Promise.all(files.map((file) => writeInto(directory, file)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReportFailed(
      `${directory} cannot take the report: ${reason}; make room, permit it, or name another`,
      { cause },
    );
  }
}

async function writeInto(directory: string, { name, text }: ReportFile): Promise<string> {
  const path = join(directory, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

async function filesOf(
  format: ReportFormat,
  judged: Judged,
  journal: Journal,
  pictures: Pictures,
): Promise<readonly ReportFile[]> {
  switch (format) {
    case 'html':
      return [{ name: 'report.html', text: renderHtml(judged, journal, pictures) }];
    case 'junit':
      return [{ name: 'junit.xml', text: renderJunit(judged) }];
    case 'markdown':
      return [{ name: 'report.md', text: renderMarkdown(judged) }];
    case 'json':
      return [
        { name: 'verdict.json', text: renderJson(judged) },
        { name: 'verdict.schema.json', text: await readVerdictSchema() },
      ];
    case 'allure':
      return allureFiles(judged, renderHtml(judged, journal, pictures));
  }
}

function allureFiles(judged: Judged, page: string): readonly ReportFile[] {
  const files = renderAllure(judged, [
    { name: 'report.html', type: 'text/html', text: page },
    { name: 'verdict.json', type: 'application/json', text: renderJson(judged) },
  ]);
  return files.map(({ name, text }) => ({ name: join('allure-results', name), text }));
}
