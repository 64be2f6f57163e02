import type { Clock } from '../../engine/index.ts';
import { FaultRefused, type Injected } from '../faults/fault.ts';
import type { Injector } from '../faults/inject.ts';
import type { FaultSpec, Scenario } from './scenario.ts';

export interface FaultInjection {
  readonly injector: Injector;
  readonly timeScale: number;
  readonly clock: Clock;
  /** Ends the wait for a fault that comes later. */
  readonly signal: AbortSignal;
  /** Takes what is in force, so that none is missed when all are undone. */
  readonly injected: Injected[];
}

/** Throws FaultRefused for the first that cannot be had here. */
export function refuseUnavailable(injector: Injector, faults: readonly FaultSpec[]): void {
  for (const request of faults) {
    const available = injector.available(request);
    if (available !== true) throw new FaultRefused(request.fault, available);
  }
}

/**
 * Injects faults, in their order those that come at the same instant, and looks at once whether
 * they bite. Returns when the last has been injected.
 */
export async function injectFaults(
  { injector, timeScale, clock, signal, injected }: FaultInjection,
  faults: readonly FaultSpec[],
  say: (line: string) => void,
): Promise<void> {
  const beganMs = clock.monotonicMs();
  for (const [afterMs, coming] of comingTogether(faults)) {
    const leftMs = beganMs + afterMs * timeScale - clock.monotonicMs();
    if (leftMs > 0) await clock.sleep(leftMs, signal);
    const together = await injector.inject(coming.map((one) => scaled(one, timeScale)));
    injected.push(...together);
    const bites = await Promise.all(together.map((fault) => fault.bite()));
    together.forEach(({ target }, i) => {
      say(`${target}: ${bites[i] ? 'broken' : 'does not bite'}`);
    });
  }
}

/** How long load lasts by the scenario's own words, besides the wait for recovery; milliseconds. */
export function plannedMs(
  {
    steadyMs,
    beforehand,
    faults,
    watchMs = 0,
  }: Pick<Scenario, 'steadyMs' | 'beforehand' | 'faults' | 'watchMs'>,
  timeScale: number,
): number {
  const beforehandMs = beforehand ? lastAfterMs(beforehand.faults) + beforehand.lastsMs : 0;
  return (steadyMs + beforehandMs + lastAfterMs(faults) + watchMs) * timeScale;
}

function comingTogether(faults: readonly FaultSpec[]) {
  const groups = Map.groupBy(faults, ({ afterMs = 0 }) => afterMs);
  return [...groups].sort(([a], [b]) => a - b);
}

function lastAfterMs(faults: readonly FaultSpec[]): number {
  return Math.max(0, ...faults.map(({ afterMs = 0 }) => afterMs));
}

/** Parameters that are durations are named so: they end in Ms. */
function scaled({ afterMs: _, ...fault }: FaultSpec, timeScale: number): FaultSpec {
  const entries = Object.entries(fault).map(([name, value]) => {
    const duration = name.endsWith('Ms') && typeof value === 'number';
    return [name, duration ? value * timeScale : value];
  });
  return { ...Object.fromEntries(entries), fault: fault.fault };
}
