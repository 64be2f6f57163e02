import type { Injected } from '../faults/fault.ts';
import type { Injector } from '../faults/inject.ts';
import type { FaultSpec, Scenario } from './scenario.ts';

export interface FaultInjection {
  readonly injector: Injector;
  readonly timeScale: number;
  /** Takes what is in force, so that none is missed when all are undone. */
  readonly injected: Injected[];
}

/** Injects faults at the same instant, in their order, and looks at once whether they bite. */
export async function injectFaults(
  { injector, timeScale, injected }: FaultInjection,
  faults: readonly FaultSpec[],
  say: (line: string) => void,
): Promise<void> {
  const scaled = faults.map((fault) =>
    fault.forMs === undefined ? fault : { ...fault, forMs: fault.forMs * timeScale },
  );
  const together = await injector.inject(scaled);
  injected.push(...together);
  const bites = await Promise.all(together.map((fault) => fault.bite()));
  together.forEach(({ target }, i) => {
    say(`${target}: ${bites[i] ? 'broken' : 'does not bite'}`);
  });
}

/** How long load lasts by the scenario's own words, besides the wait for recovery; milliseconds. */
export function plannedMs(
  { steadyMs, beforehand, watchMs = 0 }: Pick<Scenario, 'steadyMs' | 'beforehand' | 'watchMs'>,
  timeScale: number,
): number {
  return (steadyMs + (beforehand?.lastsMs ?? 0) + watchMs) * timeScale;
}
