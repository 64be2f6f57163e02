import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPlan, type Plan } from '../../engine/index.ts';
import { judgeRuns } from '../../harness/cli/find-runs.ts';
import { UsageError } from '../../harness/cli/usage-error.ts';
import { topologyFor } from '../../harness/drill/prepare.ts';
import type { Judged } from '../../harness/judge/index.ts';
import type { Topology } from '../../harness/regions/topology.ts';

/** A drill that was kept, judged anew, with the plan and the links that it ran with. */
export interface SavedRun {
  readonly judged: Judged;
  readonly plan: Pick<Plan, 'triggers' | 'fencing' | 'dns' | 'vantages' | 'targets'>;
  readonly links: Topology['links'];
}

/**
 * The runs of these names, or of sets of trials; without their control runs. Throws UsageError for
 * one that says nothing of the plan as it is.
 */
export async function savedRuns(root: string, names: readonly string[]): Promise<SavedRun[]> {
  const found = (await Promise.all(names.map((name) => judgeRuns(root, name)))).flat();
  const fast = found.find(({ judged }) => judged.profile !== 'realtime');
  if (fast) throw new UsageError(`${fast.path} is ${fast.judged.profile}: expected realtime`);
  return Promise.all(
    found.map(async ({ path, judged }) => {
      const scenario = JSON.parse(await readFile(join(path, 'scenario.json'), 'utf8'));
      const { links } = await topologyFor(root, scenario);
      return { judged, plan: loadPlan(join(path, 'plan.yaml')), links };
    }),
  );
}
