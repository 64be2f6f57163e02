import { cp, glob, mkdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readJournal } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { exportReport } from '../render/exports.ts';

/** A run that shows where on this machine it was made. */
export class ExampleRefused extends Error {
  override readonly name = 'ExampleRefused';
  readonly code = 'EXAMPLE_REFUSED';
}

/**
 * Copies the journal of a run, judges it anew, and writes what can be read of it beside it. The
 * journal is copied as it is, because each line of it vouches for the one before; so a run whose
 * words name a directory of this machine is refused. Rejects ExampleRefused.
 */
export async function publishExample(runDir: string, directory: string): Promise<string[]> {
  const journalDir = join(runDir, 'journal');
  const local = [process.cwd(), homedir(), tmpdir()].filter((path) => path !== '/');
  for await (const file of glob(join(journalDir, '*'))) await requireNone(local, file);
  const target = join(directory, 'journal');
  await rm(target, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await cp(journalDir, target, { recursive: true });
  const journal = await readJournal(target);
  const judged = judge(journal);
  const paths: string[] = [];
  for (const format of ['html', 'markdown', 'json'] as const)
    paths.push(...(await exportReport(format, directory, judged, journal)));
  return paths;
}

async function requireNone(paths: readonly string[], file: string): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  lines.forEach((line, index) => {
    const found = paths.find((path) => line.includes(path));
    if (found === undefined) return;
    throw new ExampleRefused(
      `${basename(file)}:${index + 1} names ${found}: publish a run that names no directory`,
    );
  });
}
