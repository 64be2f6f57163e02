import { type Entry, journalOf } from '../../journal/index.ts';
import { checks } from '../checks/table.ts';
import { evidenceOf } from '../evidence.ts';

/** What one check says of these entries: `fail: because`, or `not asked`. */
export function findingOf(id: string, entries: readonly Entry[]): string {
  const check = checks.find((candidate) => candidate.id === id);
  const finding = check?.examine(evidenceOf(journalOf(entries)));
  return finding ? `${finding.verdict}: ${finding.why}` : 'not asked';
}
