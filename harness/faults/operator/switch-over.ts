import { z } from 'zod';
import { until } from '../../../engine/index.ts';
import type { Operable } from '../../regions/runtime.ts';
import { deadlines } from '../deadlines.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { isOperable } from './operable.ts';

const parameters = z.strictObject({ to: z.string() });

/** What no waiting changes: where it is asked to go, or that a person has to look first. */
const forGood = /active already|traffic can be led to|is no standby|look, and then POST/;

/** What it answered. Throws while it cannot begin now, which an operator awaits. */
async function ask(regions: Operable, to: string): Promise<'taken' | Error> {
  try {
    await regions.ask('/switchover', { by: 'the drill', to });
    return 'taken';
  } catch (error) {
    if (forGood.test((error as Error).message)) return error as Error;
    throw error;
  }
}

/**
 * An operator asks the engine for a switchover. Nothing is broken by it, but clients must notice as
 * little as if something were: it bites when the engine has taken it on. What moves stays moved;
 * the end of a drill restores the topology.
 */
export const switchOver: Fault<typeof parameters> = {
  name: 'switch-over',
  breaks: 'nothing; an operator asks for a switchover',
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
