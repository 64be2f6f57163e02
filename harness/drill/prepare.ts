import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPlan, type Plan, parsePlan, scalePlan } from '../../engine/index.ts';
import { loadTopology } from '../regions/index.ts';
import type { Topology } from '../regions/topology.ts';
import { type Profile, timeScaleOf } from './profile.ts';
import type { Scenario } from './scenario.ts';

/** A plan as its file has it, and as this run's engine is to read it. */
export interface PreparedPlan {
  readonly unscaled: Plan;
  readonly plan: Plan;
  readonly text: string;
  readonly timeScale: number;
}

/** Throws PlanInvalid with every error and its line. */
export async function preparePlan(file: string, profile: Profile): Promise<PreparedPlan> {
  const timeScale = timeScaleOf[profile];
  const unscaled = loadPlan(file);
  const original = await readFile(file, 'utf8');
  const text = timeScale === 1 ? original : scalePlan(original, timeScale);
  return { unscaled, plan: parsePlan(text, file), text, timeScale };
}

/** The file the engine reads, beside the record of its run. */
export async function writePlan(runDir: string, { text }: PreparedPlan): Promise<string> {
  const file = join(runDir, 'plan.yaml');
  await writeFile(file, text);
  return file;
}

/** The regions that a scenario is drilled in. Throws as `loadTopology`. */
export function topologyFor(root: string, { topology }: Scenario): Promise<Topology> {
  return topology === undefined ? defaultTopology(root) : topologyNamed(root, topology);
}

/** Throws TopologyInvalid with every error and its line. */
export function defaultTopology(root: string): Promise<Topology> {
  return topologyNamed(root, 'three-regions');
}

function topologyNamed(root: string, name: string): Promise<Topology> {
  return loadTopology(join(root, 'fixtures', 'topologies', `${name}.yaml`));
}
