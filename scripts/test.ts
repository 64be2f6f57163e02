import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSteps } from './check-steps.ts';
import { runSteps } from './run-steps.ts';
import { countTests, describeCounts } from './test-counts.ts';

/**
 * Everything a newcomer runs. Words after it go to vitest, to run a part of the tests alone; with
 * `--allure` among them the tests leave results for `npm run allure` as well.
 */
const asked = process.argv.slice(2);
const words = asked.filter((word) => word !== '--allure');
const directory = mkdtempSync(join(tmpdir(), 'blackstart-test-'));
const results = join(directory, 'results.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
if (words.length < asked.length) reporters.push('--reporter=allure-vitest/reporter');
const tests = { name: 'tests', command: 'vitest', args: ['run', ...reporters, ...words] };
try {
  const code = runSteps(words.length > 0 ? [tests] : [...checkSteps, tests]);
  const counts = countTests(readFileSync(results, { encoding: 'utf8', flag: 'a+' }));
  process.stdout.write(`${describeCounts(counts)}\n`);
  // A test that was skipped has shown nothing, unless a part was asked for by its name.
  const missing = counts.passed === 0 || (words.length === 0 && counts.skipped > 0);
  process.exitCode = code === 0 && missing ? 1 : code;
} finally {
  rmSync(directory, { recursive: true });
}
