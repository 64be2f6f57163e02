import { join } from 'node:path';
import { type Journal, readJournal } from '../journal/index.ts';

/**
 * The record of a run, to be judged. Every writer seals from its first line on, so a journal that
 * carries no seal at all is none that a drill left, or one that somebody changed: that is a gap,
 * and no verdict on it is a pass. Rejects JournalCorrupt.
 */
export async function readRecord(runDir: string): Promise<Journal> {
  const directory = join(runDir, 'journal');
  const journal = await readJournal(directory);
  if (journal.chain.sealed) return journal;
  const gap = `${directory} has no seal: whether it is as a drill wrote it, nobody can say`;
  return { ...journal, complete: false, gaps: [...journal.gaps, gap] };
}
