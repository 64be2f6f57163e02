import type { Failover } from './failover.ts';
import type { Step } from './step.ts';
import { activate } from './steps/activate.ts';
import { cache, follow } from './steps/cache.ts';
import { close } from './steps/close.ts';
import { commitAlone } from './steps/commit-alone.ts';
import { epoch } from './steps/epoch.ts';
import { fenceEvents, openEvents } from './steps/events.ts';
import { fenceLost } from './steps/fence.ts';
import { fenceObjects, openObjects } from './steps/objects.ts';
import { promoteAsked } from './steps/promote.ts';
import { repoint } from './steps/repoint.ts';
import { rerouteByForce } from './steps/reroute.ts';
import { slots } from './steps/slots.ts';
import { standAlone } from './steps/stand-alone.ts';
import { validate } from './steps/validate.ts';
import { warm } from './steps/warm.ts';

/** What makes a region serve; of one that served before, this is all. */
const serve = [
  standAlone,
  close,
  fenceLost,
  promoteAsked,
  epoch,
  slots,
  commitAlone,
  openEvents,
  openObjects,
  warm,
  activate,
  rerouteByForce,
  validate,
];

/** What has to do with the region that served before. */
const leave = [repoint, cache, follow, fenceEvents, fenceObjects];

/**
 * An operator has given all other regions up: this one serves, with what it has. Nothing of it is
 * undone, since there is nothing to go back to; who asks again begins another epoch.
 */
export function activateRegion(failover: Failover): readonly Step[] {
  const makers = failover.from === failover.target ? serve : [...serve, ...leave];
  const steps = makers.map((make) => make(failover));
  const names = steps.map(({ name }) => name);
  return steps.map(({ undo: _, ...step }) => {
    const needs = step.needs.filter((need) => names.includes(need));
    const first = step.name === 'stand-alone';
    return { ...step, needs: needs.length > 0 || first ? needs : ['stand-alone'] };
  });
}
