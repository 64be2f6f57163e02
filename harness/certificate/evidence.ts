import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Journal, readJournal } from '../journal/index.ts';
import { judge, type Noise } from '../judge/index.ts';
import { sha256 } from './digest.ts';
import { figuresOf, type RunFigures } from './run-figures.ts';

/** All that a certificate takes from one run, judged anew from its journal. */
export interface Evidence {
  /** Where the run is, as the certificate says it. */
  readonly path: string;
  readonly figures: RunFigures;
  readonly conditions: Conditions;
  readonly noise: readonly Noise[];
  readonly emulated: readonly string[];
  readonly notProved: readonly string[];
  readonly chain: Journal['chain'];
  /** sha256 of the plan as the engine read it, and of the scenario as it was drilled. */
  readonly planSha256: string;
  readonly scenarioSha256: string;
}

/** What must be the same in every run of a set. */
export interface Conditions {
  readonly commit: string;
  readonly engine: string;
  readonly plan: string;
  readonly profile: string;
  readonly timeScale: number;
  readonly runtime: string;
  readonly parts: Readonly<Record<string, string>>;
}

/**
 * Judges a run again. Rejects JournalCorrupt, with file and line, and what the file system says of
 * `plan.yaml` and `scenario.json`.
 */
export async function readEvidence(runDir: string, path: string): Promise<Evidence> {
  const journal = await readJournal(join(runDir, 'journal'));
  const digestOf = async (name: string) => sha256(await readFile(join(runDir, name)));
  const [planSha256, scenarioSha256] = await Promise.all([
    digestOf('plan.yaml'),
    digestOf('scenario.json'),
  ]);
  const judged = judge(journal);
  const { commit, engine, plan, profile, timeScale, runtime, parts } = judged;
  return {
    path,
    figures: figuresOf(judged),
    conditions: { commit, engine, plan, profile, timeScale, runtime, parts },
    noise: judged.noise,
    emulated: judged.emulated,
    notProved: judged.notProved,
    chain: journal.chain,
    planSha256,
    scenarioSha256,
  };
}
