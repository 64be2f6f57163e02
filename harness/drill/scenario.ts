import { z } from 'zod';

/** A fault by its name and the parameters its own schema asks for. */
export interface FaultSpec {
  readonly fault: string;
  readonly [parameter: string]: unknown;
}

/** One thing that can go wrong, as data. Durations are realtime; a fast profile scales them. */
export interface Scenario {
  /** As the plan names it. */
  readonly name: string;
  /** One sentence for `blackstart scenarios`. */
  readonly title: string;
  readonly expectation: 'recovery' | 'sustained';
  /** Load before the fault: what normal is, is measured here. Milliseconds. */
  readonly steadyMs: number;
  /** Injected at the same instant, in this order. */
  readonly faults: readonly FaultSpec[];
}

export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]+$/, 'expected lower case words joined by _'),
  title: z.string().min(1),
  expectation: z.enum(['recovery', 'sustained']),
  steadyMs: z.number().positive(),
  faults: z.array(z.looseObject({ fault: z.string() })).min(1),
});
