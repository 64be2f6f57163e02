import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSteps } from './check-steps.ts';
import { runSteps } from './run-steps.ts';
import { engineForTests } from './test-containers.ts';
import { addCounts, countTests, describeCounts, type TestCounts } from './test-counts.ts';

/**
 * Everything a newcomer runs. Words after it go to vitest, to run a part of the tests alone; with
 * `--allure` among them the tests leave results for `npm run allure` as well, and with
 * `--containers` those that need a container engine are run too, on one of its own if need be.
 */
const flags = ['--allure', '--containers'];
const asked = process.argv.slice(2);
const words = asked.filter((word) => !flags.includes(word));
const directory = mkdtempSync(join(tmpdir(), 'blackstart-test-'));

interface Tested {
  readonly code: number;
  readonly counts: TestCounts;
}

function runTests(name: string, args: readonly string[]): Tested {
  const results = join(directory, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  if (asked.includes('--allure')) reporters.push('--reporter=allure-vitest/reporter');
  const tests = { name, command: 'vitest', args: ['run', ...reporters, ...args] };
  const code = runSteps(words.length > 0 || name !== 'tests' ? [tests] : [...checkSteps, tests]);
  return { code, counts: countTests(readFileSync(results, { encoding: 'utf8', flag: 'a+' })) };
}

/** What this machine cannot do is said, and counts for nothing. */
async function testContainers(): Promise<readonly Tested[]> {
  await using engine = await engineForTests();
  if ('why' in engine) {
    process.stdout.write(`\n── containers: not run, for want of an engine: ${engine.why}\n`);
    return [];
  }
  process.stdout.write(`\n── containers: on ${engine.found}\n`);
  return [runTests('containers', ['--config', 'vitest.containers.config.ts', ...words])];
}

try {
  const containers = asked.includes('--containers');
  // A part that is asked for by its name is of one of the two.
  const tested = containers && words.length > 0 ? [] : [runTests('tests', words)];
  if (containers) tested.push(...(await testContainers()));
  const counts = addCounts(tested.map((each) => each.counts));
  const code = tested.find((each) => each.code !== 0)?.code ?? 0;
  process.stdout.write(`${describeCounts(counts)}\n`);
  // A test that was skipped has shown nothing, unless a part was asked for by its name.
  const missing = counts.passed === 0 || (words.length === 0 && counts.skipped > 0);
  process.exitCode = code === 0 && missing ? 1 : code;
} finally {
  rmSync(directory, { recursive: true });
}
