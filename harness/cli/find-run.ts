import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

/** The directory of a run, given as a path, as `latest`, or as a name below `reports/runs`. */
export function findRun(root: string, run: string): string {
  const candidates = [resolve(run), join(root, 'reports', 'runs', run)];
  const found = candidates.find((directory) => existsSync(join(directory, 'journal')));
  if (found) return realpathSync(found);
  throw new UsageError(`no run ${run}: neither ${candidates.join(' nor ')} has a journal`);
}
