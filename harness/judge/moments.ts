import type { Journal } from '../journal/index.ts';

/** The moments of a run that everything is measured from; monotonic milliseconds. */
export interface Moments {
  /**
   * The first bite since the fault phase began: what was broken beforehand is no part of the fault.
   * Undefined when no fault was seen to work.
   */
  readonly t0Ms: number | undefined;
  /** t0, or the run entry when nothing bit. */
  readonly originMs: number;
  /** Steady state, from its phase to the first fault (its phase, injection or bite). */
  readonly steadyFromMs: number;
  readonly steadyToMs: number;
  /** No window may reach past this: load ended, was cut off, or the rig began to read back. */
  readonly loadEndMs: number;
  /** From here on the rig's own hands change the topology; what it does is not judged. */
  readonly healMs: number;
  readonly endMs: number;
}

const afterLoad = new Set(['readback', 'heal', 'restore', 'stop']);

export function momentsOf(journal: Journal): Moments {
  const { run, phases, faults, operations } = journal;
  const faultMs = phases.find((entry) => entry.phase === 'fault')?.atMs;
  const t0Ms = faults.find(
    ({ event, atMs }) => event === 'bite' && atMs >= (faultMs ?? Number.NEGATIVE_INFINITY),
  )?.atMs;
  const steady = phases.find((entry) => entry.phase === 'steady') ?? run;
  const lastOperation = operations.at(-1)?.atMs ?? run.atMs;
  const endMs = Math.max(run.atMs, ...lastMoments(journal));
  const loadEndMs = Math.min(
    lastOperation,
    ...phases.filter((entry) => afterLoad.has(entry.phase)).map((entry) => entry.atMs),
    ...journal.aborts.map((entry) => entry.atMs),
    ...journal.ends.map((entry) => entry.atMs),
  );
  const disturbed = [faultMs, faults.find((entry) => entry.event === 'inject')?.atMs, t0Ms].filter(
    (ms) => ms !== undefined,
  );
  const healing = phases.find((entry) => entry.phase === 'heal' || entry.phase === 'restore');
  return {
    t0Ms,
    originMs: t0Ms ?? run.atMs,
    steadyFromMs: steady.atMs,
    steadyToMs: Math.min(loadEndMs, ...disturbed),
    loadEndMs,
    healMs: healing?.atMs ?? Number.POSITIVE_INFINITY,
    endMs,
  };
}

function lastMoments(journal: Journal): number[] {
  return [
    journal.operations,
    journal.phases,
    journal.faults,
    journal.claims,
    journal.observations,
    journal.samples,
    journal.readbacks,
    journal.registers,
    journal.consumed,
    journal.journeys,
    journal.restored,
    journal.aborts,
    journal.ends,
  ].map((list) => list.at(-1)?.atMs ?? journal.run.atMs);
}
