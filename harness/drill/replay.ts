import type { Journal, PhaseEntry } from '../journal/index.ts';

/** A run that is repeated. */
export interface Replay {
  /** Its directory's name. */
  readonly of: string;
  /** From the beginning of its steady phase to its fault; milliseconds, as they passed. */
  readonly faultAfterMs: number;
}

/** Undefined if that run did not get as far as its fault, or the moment there was to be none. */
export function replayOf(of: string, journal: Journal): Replay | undefined {
  const begun = (phase: PhaseEntry['phase']) =>
    journal.phases.find((entry) => entry.phase === phase)?.atMs;
  const [steadyMs, faultMs] = [begun('steady'), begun('fault')];
  if (steadyMs === undefined || faultMs === undefined) return undefined;
  return { of, faultAfterMs: faultMs - steadyMs };
}

/** Whatever the seed, these differ from run to run; a sentence each. */
export const notRepeatable: readonly string[] = [
  'how the host shares its CPUs and disk among the processes of the run',
  'when exactly packets cross the host’s own network and the WAN’s proxies',
  'what servers decide inside: elections, checkpoints, flushes, choices among equals',
  'which read follows which acknowledgement: reads are drawn from what was acknowledged by then',
];
