import { quietTools } from '../../harness/cli/quiet-tools.ts';
import { preparePlan, topologyFor } from '../../harness/drill/prepare.ts';
import { type DrillOutcome, runDrill } from '../../harness/drill/run-drill.ts';
import type { Scenario } from '../../harness/drill/scenario.ts';
import type { WarmRegions } from '../../harness/drill/warm-regions.ts';

/** One drill of a scenario, with the engine as it is; in regions of its own unless given some. */
export async function runFast(scenario: Scenario, warm?: WarmRegions): Promise<DrillOutcome> {
  const root = process.cwd();
  const request = {
    root,
    scenario,
    prepared: await preparePlan('fixtures/plans/semantest.yaml', 'fast'),
    topology: await topologyFor(root, scenario),
    profile: 'fast',
    runtime: 'embedded',
    seed: 1,
    engine: 'builtin',
    keep: false,
    ...(warm ? { warm } : {}),
  } as const;
  return runDrill(request, quietTools());
}
