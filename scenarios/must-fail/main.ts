import { mkdir, writeFile } from 'node:fs/promises';
import { explain } from '../../harness/cli/explain.ts';
import { onInterrupt } from '../../harness/cli/interrupt.ts';
import { quietTools } from '../../harness/cli/quiet-tools.ts';
import { UsageError } from '../../harness/cli/usage-error.ts';
import { commitOf } from '../../harness/drill/commit.ts';
import type { RigTools } from '../../harness/drill/start-regions.ts';
import { type Begun, forgetBegun, readBegun, writeBegun } from './begun.ts';
import { mutants } from './mutants.ts';
import { notApplicable } from './not-applicable.ts';
import { runMutants } from './run-mutants.ts';
import { exitCodeOf, textOf } from './score.ts';

const SCORE = 'reports/runs/mutants.json';
const BEGUN = 'reports/runs/mutants-begun.json';

/** All of them, or those that are named; only all of them are a score. */
async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !mutants.some(({ defect }) => defect === name));
  const known = mutants.map(({ defect }) => defect).join(', ');
  if (unknown.length > 0) throw new UsageError(`no mutant ${unknown}; there are: ${known}`);
  const chosen = mutants.filter(({ defect }) => names.length === 0 || names.includes(defect));
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  using interrupt = onInterrupt(process);
  const tools = { ...quietTools(), signal: interrupt.signal };
  if (names.length === 0) return runAll(tools, say);
  const score = await runMutants({ mutants: chosen, without: [] }, tools, say);
  say(`\n${textOf(score)}`);
  return exitCodeOf(score);
}

/** Goes on where an earlier run of the same commit was interrupted. */
async function runAll(tools: RigTools, say: (line: string) => void): Promise<number> {
  const begun = await readBegun(BEGUN, commitOf(process.cwd()));
  if (begun) {
    const done = `${begun.mutants.length} of ${mutants.length} are done`;
    say(`Goes on with what began at ${begun.startedAt}: ${done}. To begin anew, remove ${BEGUN}.`);
  }
  const keep = (now: Begun) => writeBegun(BEGUN, now);
  const score = await runMutants({ mutants, without: notApplicable, begun, keep }, tools, say);
  say(`\n${textOf(score)}`);
  await mkdir('reports/runs', { recursive: true });
  await writeFile(SCORE, `${JSON.stringify(score, null, 2)}\n`);
  await forgetBegun(BEGUN);
  say(SCORE);
  return exitCodeOf(score);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { text, code } = explain(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
