import { resolve } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { defaultTopology, preparePlan } from '../../drill/prepare.ts';
import { withRegions } from '../../drill/with-regions.ts';
import { chooseRuntime, type RuntimeChoice } from '../../regions/choose-runtime.ts';
import { COMPOSE_FILE } from '../../regions/compose/index.ts';
import { exitCode } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { progressFor } from '../progress-for.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface UpOptions {
  readonly plan: string;
  readonly runtime: RuntimeChoice;
}

/** Starts three regions, prints how a client in the first one reaches everything, and leaves. */
export async function upVerb(
  root: string,
  { plan, runtime: asked }: UpOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  if (asked === 'compose')
    throw new UsageError(`up: those are brought up by docker compose -f ${COMPOSE_FILE} up`);
  const prepared = await preparePlan(resolve(plan), 'realtime');
  const topology = await defaultTopology(root);
  const runtime = await chooseRuntime(asked);
  using interrupt = onInterrupt(process);
  const tools = { clock, progress: progressFor(terminal, false, clock), signal: interrupt.signal };
  const request = { root, scenario: 'up', prepared, topology, runtime, keep: true };
  await withRegions(request, tools, async ({ regions }) => {
    terminal.print(JSON.stringify(regions.endpoints(topology.regions[0]?.name ?? ''), null, 2));
  });
  terminal.print('end them with: npm run blackstart -- down');
  return exitCode.ok;
}
