import { z } from 'zod';
import { until } from '../../../engine/index.ts';
import type { Operable } from '../../regions/runtime.ts';
import { deadlines } from '../deadlines.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { isOperable } from './operable.ts';

const parameters = z.strictObject({ region: z.string(), lost: z.array(z.string()).min(1) });

/** What no waiting changes: what was named, or that something has to be done by hand first. */
const forGood = /expected all others|traffic can be led to|has no agent|look, and then POST/;

/**
 * An operator gives all other regions up and asks the engine to activate this one, again and again
 * while it refuses because it sees something of them. Nothing is broken by it; it bites when the
 * engine has taken it on. What was moved stays moved; the end of a drill restores the topology.
 */
export const activateRegion: Fault<typeof parameters> = {
  name: 'activate-region',
  breaks: 'nothing; an operator asks for a cold region',
  layer: 'operator',
  parameters,
  available: (_, regions) => (isOperable(regions) ? true : 'there is no engine to be asked'),
  prepare: ({ region, lost }, { regions, clock }) => {
    if (!isOperable(regions)) throw new FaultRefused('activate-region', 'there is no engine');
    let taken = false;
    return {
      target: `the activation of ${region}, with ${lost.join(' and ')} lost`,
      undo: [],
      apply: async () => {
        const what = `the engine to take on the activation of ${region}`;
        const asked = { what, ms: deadlines.takenMs, everyMs: deadlines.askAgainMs };
        const answer = await until(clock, asked, () => ask(regions, region, lost));
        if (answer !== 'taken') throw answer;
        taken = true;
      },
      broken: async () => taken,
      sound: async () => true,
    };
  },
};

/** What it answered. Throws while it refuses, which an operator waits out. */
async function ask(
  regions: Operable,
  region: string,
  lost: readonly string[],
): Promise<'taken' | Error> {
  try {
    await regions.ask('/activate', { by: 'the drill', lost }, region);
    return 'taken';
  } catch (error) {
    if (forGood.test((error as Error).message)) return error as Error;
    throw error;
  }
}
