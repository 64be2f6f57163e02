import { existsSync, globSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

/** A run to be judged, given as a path, as `latest`, or as a name below `reports/runs`. */
export function findRun(root: string, run: string): string {
  const hasRecord = (directory: string) =>
    globSync(join(directory, 'journal', '*.jsonl')).length > 0;
  return find(root, run, hasRecord, 'a journal');
}

/** A run to be ended, which need not have got as far as a journal; given in the same ways. */
export function findStartedRun(root: string, run: string): string {
  const hasStarted = (directory: string) => existsSync(join(directory, 'run.json'));
  return find(root, run, hasStarted, 'a run.json');
}

function find(
  root: string,
  run: string,
  isRun: (directory: string) => boolean,
  what: string,
): string {
  const candidates = [resolve(run), join(root, 'reports', 'runs', run)];
  const found = candidates.find(isRun);
  if (found) return realpathSync(found);
  throw new UsageError(`no run ${run}: neither ${candidates.join(' nor ')} has ${what}`);
}
