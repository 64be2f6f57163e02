import { z } from 'zod';

/** When a fault goes, whatever it is. Milliseconds. */
export interface FaultTime {
  /** It comes so long after the first of those it is named with; at once, if absent. */
  readonly afterMs?: number | undefined;
  /** It is undone by itself after this; it lasts as long as the drill, if absent. */
  readonly forMs?: number | undefined;
}

const ms = z.number().positive().optional();

export const faultTimeSchema = { afterMs: ms, forMs: ms };

/** What is left for the schema of the fault itself. */
export function withoutTime({
  afterMs: _after,
  forMs: _for,
  ...parameters
}: FaultTime & Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return parameters;
}
