import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { exitCode } from '../harness/cli/exit-code.ts';
import { explain } from '../harness/cli/explain.ts';
import { UsageError } from '../harness/cli/usage-error.ts';
import { installPart } from '../harness/parts/index.ts';

const results = 'allure-results';
const page = 'allure-report';

/** One page of all the results that `npm test -- --allure` and `report --format allure` left. */
async function main(): Promise<number> {
  if (!existsSync(results)) {
    const ways = 'run `npm test -- --allure`, or `report RUN --format allure --out .`';
    throw new UsageError(`there is no ${results}/ here: ${ways}`);
  }
  const java = await installPart('java');
  const args = ['generate', '--clean', '--single-file', results, '--output', page];
  const env = { ...process.env, ...java.environment };
  const { status, error } = spawnSync('allure', args, { stdio: 'inherit', env });
  if (error) throw error;
  return status ?? exitCode.rig;
}

try {
  process.exitCode = await main();
} catch (error) {
  const { text, code } = explain(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
