import { z } from 'zod';
import { until } from '../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { isOperable } from './operable.ts';

const parameters = z.strictObject({ to: z.string() });

/**
 * An operator asks the engine for a switchover. Nothing is broken by it, but clients must notice as
 * little as if something were: it bites when the engine has taken it on. What moves stays moved;
 * the end of a drill restores the topology.
 */
export const switchOver: Fault<typeof parameters> = {
  name: 'switch-over',
  layer: 'operator',
  parameters,
  available: (_, regions) => (isOperable(regions) ? true : 'there is no engine to be asked'),
  prepare: ({ to }, { regions, clock }) => {
    if (!isOperable(regions)) throw new FaultRefused('switch-over', 'there is no engine');
    let taken = false;
    return {
      target: `a switchover to ${to}`,
      undo: [],
      // An engine that still ends another runbook refuses, and says so: an operator asks again.
      apply: async () => {
        const asked = {
          what: `the engine to take on a switchover to ${to}`,
          ms: deadlines.takenMs,
        };
        taken = await until(clock, asked, async () => {
          await regions.ask('/switchover', { by: 'the drill', to });
          return true;
        });
      },
      broken: async () => taken,
      sound: async () => true,
    };
  },
};
