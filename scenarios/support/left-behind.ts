import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readUnended } from '../../harness/processes/process-record.ts';
import { carriesLabel, isAlive, listProcesses } from '../../harness/processes/process-table.ts';
import { remainsOf } from '../../harness/regions/containers/remains.ts';

interface RunFile {
  readonly runId: string;
  readonly privateDir: string;
  readonly engineUrl?: string;
}

/** Processes, containers and directories of a run that are still there, a line each. */
export async function leftBehind(runDir: string): Promise<readonly string[]> {
  const file = await readFile(join(runDir, 'run.json'), 'utf8');
  const { runId, privateDir, engineUrl } = JSON.parse(file) as RunFile;
  const recorded = readUnended(runDir).filter(isAlive);
  const labelled = listProcesses().filter(({ pid }) => carriesLabel(pid, runId));
  return [
    ...recorded.map(({ pid, name, region }) => `process ${pid}: ${name} in ${region}`),
    ...labelled.map(({ pid }) => `process ${pid} carries the run's label`),
    ...(existsSync(privateDir) ? [privateDir] : []),
    ...(engineUrl === undefined ? [] : await remainsOf(engineUrl, runId)),
  ];
}

/** Directories of the runs of a scenario, oldest first. */
export async function runsOf(scenario: string): Promise<readonly string[]> {
  const directory = join('reports', 'runs', scenario);
  if (!existsSync(directory)) return [];
  return (await readdir(directory)).sort().map((run) => join(directory, run));
}
