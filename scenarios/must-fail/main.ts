import { mkdir, writeFile } from 'node:fs/promises';
import { explain } from '../../harness/cli/explain.ts';
import { onInterrupt } from '../../harness/cli/interrupt.ts';
import { quietTools } from '../../harness/cli/quiet-tools.ts';
import { UsageError } from '../../harness/cli/usage-error.ts';
import { mutants } from './mutants.ts';
import { notApplicable } from './not-applicable.ts';
import { runMutants } from './run-mutants.ts';
import { exitCodeOf, textOf } from './score.ts';

const SCORE = 'reports/runs/mutants.json';

/** All of them, or those that are named; only all of them are a score. */
async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !mutants.some(({ defect }) => defect === name));
  const known = mutants.map(({ defect }) => defect).join(', ');
  if (unknown.length > 0) throw new UsageError(`no mutant ${unknown}; there are: ${known}`);
  const chosen = mutants.filter(({ defect }) => names.length === 0 || names.includes(defect));
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  using interrupt = onInterrupt(process);
  const tools = { ...quietTools(), signal: interrupt.signal };
  const score = await runMutants(chosen, names.length === 0 ? notApplicable : [], tools, say);
  say(`\n${textOf(score)}`);
  if (names.length === 0) {
    await mkdir('reports/runs', { recursive: true });
    await writeFile(SCORE, `${JSON.stringify(score, null, 2)}\n`);
    say(SCORE);
  }
  return exitCodeOf(score);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { text, code } = explain(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
