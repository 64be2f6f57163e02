import { systemClock as clock } from '../../engine/index.ts';
import { write } from '../regions/contract-clients.ts';
import type { RunningRegions } from '../regions/runtime.ts';

/** Writes that were acknowledged, until it is stopped. */
export interface SteadyWrites {
  readonly acknowledged: readonly number[];
  /** The longest time in which none was acknowledged, milliseconds. */
  longestPauseMs(): number;
  stop(): Promise<void>;
}

const writers = 4;
/** A hundred writes a second at most, which leaves the processors to those who are tested. */
const restMs = 40;
/** Ids of one loop never meet those of another in the same regions. */
let nextId = 1;

/**
 * Several clients, each with one write at a time, that go to the other region whenever one does not
 * acknowledge; what was not acknowledged is never asked for again.
 */
export function writeSteadily(
  regions: RunningRegions,
  between: readonly [string, string],
): SteadyWrites {
  const acknowledged: number[] = [];
  let stopped = false;
  let lastMs = clock.monotonicMs();
  let longestMs = 0;
  const loop = async () => {
    for (let at = 0; !stopped; ) {
      const id = nextId;
      nextId += 1;
      const status = await write(regions, between[at % 2] ?? '', id).catch(() => 0);
      if (status !== 201) at += 1;
      else {
        acknowledged.push(id);
        const nowMs = clock.monotonicMs();
        longestMs = Math.max(longestMs, nowMs - lastMs);
        lastMs = nowMs;
      }
      await clock.sleep(restMs);
    }
  };
  const loops = Array.from({ length: writers }, loop);
  return {
    acknowledged,
    longestPauseMs: () => longestMs,
    stop: async () => {
      stopped = true;
      await Promise.all(loops);
    },
  };
}
