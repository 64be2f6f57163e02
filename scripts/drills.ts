import { spawnSync } from 'node:child_process';
import { findScenarios } from '../harness/cli/find-scenarios.ts';

/** Every scenario as its plan has it, one after the other. */
const names = [...(await findScenarios(process.cwd())).keys()];
const args = ['harness/cli/main.ts', 'drill', ...names, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exitCode = status ?? 4;
