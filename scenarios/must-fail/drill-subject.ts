import { preparePlan, topologyFor } from '../../harness/drill/prepare.ts';
import { type DrillOutcome, runDrill } from '../../harness/drill/run-drill.ts';
import type { RigTools } from '../../harness/drill/start-regions.ts';
import type { Subject } from './mutant.ts';

const HERE = 'scenarios/must-fail';

/** One drill, as `--profile fast --seed 1` does it; from the root of the repository. */
export async function drillSubject(subject: Subject, tools: RigTools): Promise<DrillOutcome> {
  const { scenario, engine, service, topology = (sound) => sound } = subject;
  const root = process.cwd();
  const request = {
    root,
    scenario,
    prepared: await preparePlan('fixtures/plans/semantest.yaml', 'fast'),
    topology: topology(await topologyFor(root, scenario)),
    profile: 'fast',
    runtime: 'embedded',
    seed: 1,
    engine: `node ${HERE}/engines/${engine}.ts`,
    ...(service ? { service: `${HERE}/services/${service}.ts` } : {}),
    keep: false,
  } as const;
  return runDrill(request, tools);
}
