import { constants } from 'node:os';
import type { ProcessExit } from './managed-process.ts';

/** By convention of shells, a program that a signal ended has this plus the signal's number. */
const bySignal = 128;

/** What a shell, or an engine, gives for a program that SIGKILL has ended. */
export const killedCode = bySignal + constants.signals.SIGKILL;

/** How a program ended, by the code that a shell or a container engine gives for it. */
export function exitFrom(code: number): ProcessExit {
  const found = Object.entries(constants.signals).find(([, number]) => number === code - bySignal);
  return found ? { code: null, signal: found[0] as NodeJS.Signals } : { code, signal: null };
}
