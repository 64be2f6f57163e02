export { runSet, type SetOutcome, type SetRequest } from './run-set.ts';
export { trialLines } from './trial-lines.ts';
export { readSet, SetUnreadable, type TrialSet } from './trial-set.ts';
export { watchedMs } from './watched.ts';
