import type { Clock } from '../../engine/index.ts';
import type { Progress } from '../drill/progress.ts';
import { liveProgress } from './live-progress.ts';
import { plainProgress } from './plain-progress.ts';
import type { Terminal } from './terminal.ts';

/** With `--json` standard output is the verdict alone, so progress goes to standard error. */
export function progressFor(terminal: Terminal, json: boolean, clock: Clock): Progress {
  if (json) return plainProgress(process.stderr, clock);
  return terminal.live ? liveProgress() : plainProgress(process.stdout, clock);
}
