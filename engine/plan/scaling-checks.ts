import type { Check, Contradiction } from './contradiction.ts';
import { formatDuration } from './quantity.ts';
import type { Plan } from './schema.ts';

type Trigger = Plan['triggers'][string];

/** The triggers whose region is scaled before its service moves. */
function thatScale(triggers: Plan['triggers'] = {}): readonly (readonly [string, Trigger])[] {
  return Object.entries(triggers).filter(([, { action }]) => action === 'scale-then-failover');
}

const figuresGiven: Check = ({ triggers, scaling }) =>
  thatScale(scaling ? {} : triggers).map(([key]) => ({
    path: ['triggers', key, 'action'],
    expected: 'expected a section scaling that can be used, or nothing is ever scaled',
  }));

/** The region's agent tells these two: by them it is seen that a region was relieved. */
const reliefMeasured: Check = ({ triggers }) =>
  thatScale(triggers).flatMap(([key, { when }]): Contradiction[] => {
    const told = ({ of, measure }: Trigger['when'][number]) =>
      of === 'region' && (measure === 'cpu' || measure === 'memory');
    if (when.every(told)) return [];
    const expected = 'expected a region’s cpu and memory alone, or its relief is never seen';
    return [{ path: ['triggers', key, 'when'], expected }];
  });

/** One question to the agent at least. */
const reliefNoticed: Check = ({ scaling, probes }) => {
  const timeoutMs = probes?.capacity?.timeoutMs ?? 0;
  if (!scaling || scaling.reliefWithinMs >= timeoutMs) return [];
  const expected = `expected at least ${formatDuration(timeoutMs)}, probes.capacity’s time-out`;
  return [{ path: ['scaling', 'reliefWithin'], expected }];
};

/** Where scaling does not help the service still has to move in time. */
const timeToMove: Check = ({ triggers, scaling, fencing }) =>
  thatScale(triggers).flatMap(([key, { heldForMs, rtoFrom, rtoTargetMs }]): Contradiction[] => {
    if (!scaling || !fencing) return [];
    const scalingMs = scaling.readyWithinMs + scaling.reliefWithinMs;
    const holdMs = rtoFrom === 'fault' ? heldForMs : 0;
    const leastMs = holdMs + scalingMs + fencing.leaseTtlMs + fencing.marginMs;
    if (leastMs <= rtoTargetMs) return [];
    const parts = holdMs > 0 ? 'its hold, scaling and the lease' : 'scaling and the lease';
    const expected = `expected at least ${formatDuration(leastMs)} (${parts}), or it is never met`;
    return [{ path: ['triggers', key, 'rtoTarget'], expected }];
  });

/** That a region is scaled by figures, and that there is time left if it does not help. */
export const scalingChecks: readonly Check[] = [
  figuresGiven,
  reliefMeasured,
  reliefNoticed,
  timeToMove,
];
