import { z } from 'zod';
import type { Fault } from '../fault.ts';

/** Does nothing, to show that a drill whose fault does not bite does not pass. */
export const doesNotBite: Fault = {
  name: 'does-not-bite',
  breaks: 'nothing at all: for tests of the probes',
  layer: 'none',
  parameters: z.strictObject({}),
  available: () => true,
  prepare: () => ({
    target: 'nothing',
    undo: [],
    apply: async () => undefined,
    broken: async () => false,
    sound: async () => true,
  }),
};
