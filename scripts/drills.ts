import { spawnSync } from 'node:child_process';
import { findScenarios } from '../harness/cli/find-scenarios.ts';

const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { stdio: 'inherit' }).status ?? 4;

/** Every scenario as its plan has it, one after the other, and then the long tests. */
const names = [...(await findScenarios(process.cwd())).keys()];
const args = ['harness/cli/main.ts', 'drill', ...names, ...process.argv.slice(2)];
const drilled = run(process.execPath, args);
const tested = run('vitest', ['run', '--config', 'vitest.long.config.ts']);
process.exitCode = drilled || tested;
