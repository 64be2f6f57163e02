import type { Journal, RunEntry } from '../journal/index.ts';
import { duration } from './duration.ts';
import type { StoreResult } from './stores.ts';

/** Of a set of runs it is not true, and what the set shows is said there. */
export const oneRunAlone =
  'It is one run: how often the targets would be missed is not known. 59 runs without a miss ' +
  'allow the words «95 of 100, with 95 % confidence», 5 or 20 do not.';

/** What this result does not prove, a sentence each: what a reader would else take for granted. */
export function notProved(journal: Journal, stores: readonly StoreResult[]): string[] {
  const { run } = journal;
  const { assumptions, emulated } = run;
  const pressure = `${(assumptions.maxCpuPressure * 100).toFixed(0)} %`;
  const unread = stores.filter((store) => !store.loss).map((store) => store.target.name);
  const sentences: (string | false)[] = [
    run.control === true &&
      'This was a control run: nothing was broken, so it says nothing about recovery.',
    run.profile === 'fast' &&
      `Durations of the plan were multiplied by ${run.timeScale}, and those of servers were not: ` +
        'a fast run finds mistakes, and certifies nothing.',
    oneRunAlone,
    `Only ${run.scenario} was tried: another fault, or this one at another moment, may end ` +
      'otherwise.',
    sharesHost(run) &&
      'All regions ran on one host: what they share there (CPUs, disk, clock, kernel) cannot ' +
        'fail for one of them alone, and was not tried.',
    run.earlierRuns !== undefined &&
      `Drills before it in the same regions, which were then brought back: ${run.earlierRuns}. ` +
        'Regions that were just started may do otherwise.',
    emulated.length > 0 &&
      `${emulated.length} things were emulated: where the real ones do otherwise, so may the ` +
        'result.',
    unread.length > 0 &&
      `${unread.join(', ')} could not be read back whole: what was lost there is not known.`,
    ...notLookedFor(journal),
    `It holds for a load of at least ${assumptions.minOperationsPerSecond} operations/s, at most ` +
      `${assumptions.maxReplicationLagBytes} bytes of replication lag before the fault, at most ` +
      `${pressure} CPU pressure and ${duration(assumptions.maxClockStepMs)} of clock steps; ` +
      'beyond these nothing was measured.',
    (run.availability ?? []).length > 0 &&
      'Downtime is that of this run: how many such faults a year has, no drill can say.',
    run.replayOf !== undefined &&
      `It repeats the faults and the seed of ${run.replayOf}; the scheduling of processes, the ` +
        'network and elections of leaders do not repeat.',
  ];
  return sentences.filter((sentence) => sentence !== false);
}

/** What no check looks for, where the run has it. */
function notLookedFor({ run, readbacks, phases, claims }: Journal): (string | false)[] {
  const restoreMs =
    phases.find(({ phase }) => phase === 'restore')?.atMs ?? Number.POSITIVE_INFINITY;
  const later = readbacks.filter(({ atMs }) => atMs >= restoreMs).map(({ store }) => store);
  const again = [...new Set(later)].sort();
  const blind = run.stores.map(({ name }) => name).filter((name) => !again.includes(name));
  return [
    run.control !== true &&
      blind.length > 0 &&
      `Whether lost writes come back with the repair is not known of ${blind.join(', ')}; ` +
        `read again after it: ${again.join(', ') || 'nothing'}.`,
    run.stores.some(({ name }) => name === 's3') &&
      'Versions of objects in S3 are counted and not judged: only the latest of each is compared.',
    claims.length > 0 &&
      'What the engine says of itself is held to be false only if it came before clients or ' +
        'probes saw it, not if it came late.',
  ];
}

/** Staging is the one runtime that does not start its regions itself. */
function sharesHost({ runtime }: RunEntry): boolean {
  return runtime !== 'staging';
}
