import { z } from 'zod';

/** When a fault goes, whatever it is. Milliseconds. */
export interface FaultTime {
  /** It is undone by itself after this; it lasts as long as the drill, if absent. */
  readonly forMs?: number | undefined;
}

export const faultTimeSchema = { forMs: z.number().positive().optional() };

/** What is left for the schema of the fault itself. */
export function withoutTime({
  forMs,
  ...parameters
}: FaultTime & Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return parameters;
}
