import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { faultIssues } from '../drill/fault-issues.ts';
import { topologyFor } from '../drill/prepare.ts';
import type { Drilled } from '../drill/run-drill.ts';
import { type Scenario, scenarioSchema } from '../drill/scenario.ts';
import { ScenarioInvalid } from './scenario-invalid.ts';
import { UsageError } from './usage-error.ts';

/** Every file of `scenarios/` that holds a value named `scenario`, by its name in the plan. */
export async function findScenarios(root: string): Promise<ReadonlyMap<string, Scenario>> {
  const directory = join(root, 'scenarios');
  const files = (await readdir(directory)).filter(isScenarioFile).sort();
  const scenarios = await Promise.all(files.map((file) => loadScenario(join(directory, file))));
  return new Map(scenarios.map((scenario) => [scenario.name, scenario]));
}

/** Throws UsageError with the known names if there is none of that name. */
export async function findScenario(root: string, name: string): Promise<Scenario> {
  const scenarios = await findScenarios(root);
  const scenario = scenarios.get(name);
  if (scenario) return scenario;
  throw new UsageError(`no scenario ${name}; there are: ${[...scenarios.keys()].join(', ')}`);
}

/** The same with the regions it is drilled in. Throws TopologyInvalid besides. */
export async function findDrill(root: string, name: string): Promise<Drilled> {
  const scenario = await findScenario(root, name);
  return { scenario, topology: await topologyFor(root, scenario) };
}

function isScenarioFile(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts');
}

/** Throws ScenarioInvalid with every error and its line. */
export async function loadScenario(file: string): Promise<Scenario> {
  const { scenario } = (await import(pathToFileURL(file).href)) as { readonly scenario?: unknown };
  const parsed = scenarioSchema.safeParse(scenario);
  const issues = parsed.success ? faultIssues(parsed.data) : parsed.error.issues;
  if (parsed.success && issues.length === 0) return parsed.data;
  throw new ScenarioInvalid(file, await readFile(file, 'utf8'), issues);
}
