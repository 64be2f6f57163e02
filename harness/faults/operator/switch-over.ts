import { z } from 'zod';
import { until } from '../../../engine/index.ts';
import type { Operable } from '../../regions/runtime.ts';
import { deadlines } from '../deadlines.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { isOperable } from './operable.ts';

const parameters = z.strictObject({ to: z.string() });

/** What it answered, or undefined while it still ends another runbook, which an operator awaits. */
async function ask(regions: Operable, to: string): Promise<'taken' | Error | undefined> {
  try {
    await regions.ask('/switchover', { by: 'the drill', to });
    return 'taken';
  } catch (error) {
    return /is under way/.test((error as Error).message) ? undefined : (error as Error);
  }
}

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
      apply: async () => {
        const what = `the engine to take on a switchover to ${to}`;
        const asked = { what, ms: deadlines.takenMs };
        const answer = await until(clock, asked, () => ask(regions, to));
        if (answer !== 'taken') throw answer;
        taken = true;
      },
      broken: async () => taken,
      sound: async () => true,
    };
  },
};
