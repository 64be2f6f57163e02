import { createInterface } from 'node:readline';
import { type BlackstartRun, blackstart } from './blackstart.ts';
import { runsOf } from './left-behind.ts';

const SCENARIO = 'database_primary_failure';

/** Starts a fast drill and resolves when a line of its progress has these words. */
export async function drillUntil(
  words: string,
  ...more: readonly string[]
): Promise<BlackstartRun> {
  const run = blackstart('drill', SCENARIO, '--profile', 'fast', ...more);
  const { stdout } = run.process;
  if (!stdout) throw new Error('its output is not piped');
  const lines = createInterface({ input: stdout });
  for await (const line of lines) if (line.includes(words)) break;
  return run;
}

/** Directory of the newest run of what was drilled so, or of another name. */
export async function newestRun(scenario = SCENARIO): Promise<string> {
  const newest = (await runsOf(scenario)).at(-1);
  if (!newest) throw new Error('there is no run');
  return newest;
}
