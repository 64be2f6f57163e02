import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAlive } from '../processes/process-table.ts';
import { readRunFile } from './heal-run.ts';
import { CLOSED } from './run-directory.ts';

/** Directories of runs whose owner is gone and that left something, oldest first. */
export async function crashedRuns(root: string): Promise<readonly string[]> {
  return runsThat(root, ({ keep }) => !keep);
}

/** Directories of runs that were meant to outlive their owner and still do. */
export async function keptRuns(root: string): Promise<readonly string[]> {
  return runsThat(root, ({ keep }) => keep);
}

async function runsThat(root: string, wanted: (run: { keep: boolean }) => boolean) {
  const found: string[] = [];
  for await (const file of glob(join(root, 'reports', 'runs', '*', '*', 'run.json'))) {
    const runDir = dirname(file);
    if (existsSync(join(runDir, CLOSED))) continue;
    const run = await readRunFile(runDir);
    if (wanted(run) && !isAlive(run.owner)) found.push(runDir);
  }
  return found.sort();
}
