import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../certificate/index.ts';
import type { Scenario } from './scenario.ts';

const NAME = 'scenario.json';

/** What was drilled, beside the record of its run, so that it can be told from a later one. */
export async function writeScenario(runDir: string, scenario: Scenario): Promise<void> {
  await writeFile(join(runDir, NAME), textOf(scenario));
}

/** Whether a run drilled just this. Rejects if it does not say what it drilled. */
export async function drilledJustThis(runDir: string, scenario: Scenario): Promise<boolean> {
  return (await readFile(join(runDir, NAME), 'utf8')) === textOf(scenario);
}

function textOf(scenario: Scenario): string {
  return `${canonicalJson(scenario)}\n`;
}
