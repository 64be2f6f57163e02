import { resolve } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { defaultTopology, preparePlan } from '../../drill/prepare.ts';
import { simulationOf } from '../../drill/start-regions.ts';
import { raiseCompose, regionsDirectory } from '../../regions/compose/index.ts';
import { exitCode } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { progressFor } from '../progress-for.ts';
import type { Terminal } from '../terminal.ts';

/** Brings up the regions of the Compose file, from one of its containers. */
export async function operateVerb(
  root: string,
  plan: string,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const prepared = await preparePlan(resolve(plan), 'realtime');
  const topology = await defaultTopology(root);
  const directory = regionsDirectory(process.env);
  using interrupt = onInterrupt(process);
  const { signal } = interrupt;
  const progress = progressFor(terminal, false, clock);
  const how = await progress.phase('Start three regions', (say) =>
    raiseCompose({
      ...{ topology, clock, directory, signal },
      ...simulationOf(prepared, 'compose'),
      onProgress: ({ region, server, message }) => say(`${region} ${server}: ${message}`),
    }),
  );
  terminal.print(how === 'raised' ? 'all regions are up' : 'all regions were up');
  return exitCode.ok;
}
