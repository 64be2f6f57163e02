import type { Drilled } from '../drill/run-drill.ts';
import { controlOf } from '../drill/scenario.ts';

/** One run of a set that is still to come. */
export interface PlannedRun extends Drilled {
  /** From 1; a trial and its control have the same number and the same seed. */
  readonly trial: number;
  readonly control: boolean;
  readonly seed: number;
}

/**
 * The order of a set: in every round each scenario with its fault and, right after it, without.
 * So what drifts on the host (heat, a neighbour, the cache) meets both kinds alike.
 */
export function plannedRuns(
  drills: readonly Drilled[],
  trials: number,
  firstSeed: number,
): PlannedRun[] {
  return Array.from({ length: trials }, (_, round) =>
    drills.flatMap(({ scenario, topology }) => {
      const common = { trial: round + 1, topology, seed: firstSeed + round };
      return [
        { ...common, scenario, control: false },
        { ...common, scenario: controlOf(scenario), control: true },
      ];
    }),
  ).flat();
}
