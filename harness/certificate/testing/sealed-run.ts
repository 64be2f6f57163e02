import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, openJournal, type RunEntry } from '../../journal/index.ts';
import { canonicalJson } from '../canonical.ts';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** Of the runs in `fixtures/journals`. */
export const GOLDEN_START_MS = 1_780_000_000_000;

const golden = new URL('../../../fixtures/journals/', import.meta.url);

/** A small run as a drill leaves it: sealed journals, the plan and the scenario beside them. */
export async function writeSealedRun(
  runDir: string,
  changes: Partial<RunEntry> = {},
  from = changes.control ? 'good-control' : 'good-recovery',
): Promise<void> {
  await mkdir(runDir, { recursive: true });
  for (const name of ['rig', 'clients']) {
    const journal = openJournal(join(runDir, 'journal'), name);
    for (const entry of entriesOf(name, changes, from)) journal.append(entry);
    await journal.close();
  }
  const { scenario = 'database_primary_failure', control = false } = changes;
  await writeFile(join(runDir, 'plan.yaml'), 'name: golden\n');
  await writeFile(join(runDir, 'scenario.json'), `${canonicalJson({ scenario, control })}\n`);
}

function entriesOf(name: string, changes: Partial<RunEntry>, from: string): Entry[] {
  const text = readFileSync(new URL(`${from}/${name}.jsonl`, golden), 'utf8');
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line): Entry => JSON.parse(line))
    .filter(({ kind }) => (kind as string) !== 'seal');
  const made = { engine: 'builtin', commit: COMMIT, profile: 'realtime', timeScale: 1 } as const;
  return entries.map((entry) => (entry.kind === 'run' ? { ...entry, ...made, ...changes } : entry));
}
