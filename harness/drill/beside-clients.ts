import { type InstalledPart, installPart } from '../parts/index.ts';
import { type PreparedK6, prepareK6 } from '../workload/k6/prepare-k6.ts';
import type { Scenario } from './scenario.ts';
import type { RigTools } from './start-regions.ts';

/** What drives the service beside the clients, where a scenario asks for it. */
export interface BesideClients {
  readonly k6?: PreparedK6 | undefined;
  readonly chromium?: InstalledPart | undefined;
}

/** Gets what is asked for, with lines of progress. Throws as `prepareK6`, or PartUnavailable. */
export async function prepareBeside(
  root: string,
  { load, browser }: Scenario,
  { progress, clock, signal }: RigTools,
): Promise<BesideClients> {
  const k6 = load
    ? await progress.phase('k6 and its script', (say) =>
        prepareK6(root, load, { clock, signal, say }),
      )
    : undefined;
  const chromium = browser
    ? await progress.phase('Browser', (say) =>
        installPart('chromium', { clock, signal, onProgress: ({ message }) => say(message) }),
      )
    : undefined;
  return { k6, chromium };
}

export function partsOf({ k6, chromium }: BesideClients): readonly InstalledPart[] {
  return [...(k6 ? [k6.part] : []), ...(chromium ? [chromium] : [])];
}
