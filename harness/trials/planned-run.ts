import { controlOf, type Scenario } from '../drill/scenario.ts';

/** One run of a set that is still to come. */
export interface PlannedRun {
  /** From 1; a trial and its control have the same number and the same seed. */
  readonly trial: number;
  readonly scenario: Scenario;
  readonly control: boolean;
  readonly seed: number;
}

/**
 * The order of a set: in every round each scenario with its fault and, right after it, without.
 * So what drifts on the host (heat, a neighbour, the cache) meets both kinds alike.
 */
export function plannedRuns(
  scenarios: readonly Scenario[],
  trials: number,
  firstSeed: number,
): PlannedRun[] {
  return Array.from({ length: trials }, (_, round) =>
    scenarios.flatMap((scenario) => {
      const common = { trial: round + 1, seed: firstSeed + round };
      return [
        { ...common, scenario, control: false },
        { ...common, scenario: controlOf(scenario), control: true },
      ];
    }),
  ).flat();
}
