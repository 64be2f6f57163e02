import { spawnSync } from 'node:child_process';
import { findScenarios } from '../harness/cli/find-scenarios.ts';
import { drillSteps } from './drill-steps.ts';

const names = [...(await findScenarios(process.cwd())).keys()];
const codes = drillSteps(names, process.argv.slice(2)).map(
  ([command, ...args]) => spawnSync(command, args, { stdio: 'inherit' }).status ?? 4,
);
process.exitCode = codes.find((code) => code !== 0) ?? 0;
