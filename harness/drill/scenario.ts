import { z } from 'zod';
import { type FaultTime, faultTimeSchema } from '../faults/fault-time.ts';
import type { ScriptedLoad } from '../journal/index.ts';
import { k6LoadSchema } from '../workload/k6/k6-load.ts';

/** A fault by its name, its time, and the parameters its own schema asks for. */
export interface FaultSpec extends FaultTime {
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
  /** From the first fault on nobody may fail over; where it is absent, nothing is said of that. */
  readonly failover?: 'never' | undefined;
  /** Name of a file of `fixtures/topologies`, where the usual three regions are not enough. */
  readonly topology?: string | undefined;
  /** A user in a browser makes their journey again and again, beside the clients. */
  readonly browser?: boolean | undefined;
  /** Load before the fault: what normal is, is measured here. Milliseconds. */
  readonly steadyMs: number;
  /** Injected at the same instant, in this order, but for those that come `afterMs` the first. */
  readonly faults: readonly FaultSpec[];
  /**
   * Broken already, and for so long, when the faults come, which then meet regions that are not
   * whole; what these do is measured from the faults on. Milliseconds.
   */
  readonly beforehand?:
    | { readonly faults: readonly FaultSpec[]; readonly lastsMs: number }
    | undefined;
  /**
   * Least load from the last fault on, for what shows only later: at the end of a lease, or when a
   * fault is over. Milliseconds.
   */
  readonly watchMs?: number | undefined;
  /** What k6 drives beside the clients, from the steady state on. */
  readonly load?: ScriptedLoad | undefined;
}

const faults = z
  .array(z.looseObject({ fault: z.string(), ...faultTimeSchema }))
  .min(1)
  .refine((all) => all.length === 0 || all.some(({ afterMs }) => afterMs === undefined), {
    message: 'expected one without afterMs, which is the first',
  });

export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]+$/, 'expected lower case words joined by _'),
  title: z.string().min(1),
  expectation: z.enum(['recovery', 'sustained']),
  failover: z.literal('never').optional(),
  topology: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'expected the name of a topology, such as three-regions')
    .optional(),
  browser: z.boolean().optional(),
  steadyMs: z.number().positive(),
  faults,
  beforehand: z.strictObject({ faults, lastsMs: z.number().positive() }).optional(),
  watchMs: z.number().positive().optional(),
  load: k6LoadSchema.optional(),
});

/**
 * The same without its faults, for a control run: nothing may leave the steady state. No file can
 * say this, since a scenario without a fault would prove nothing of itself.
 */
export function controlOf(scenario: Scenario): Scenario {
  return { ...scenario, expectation: 'sustained', faults: [], beforehand: undefined };
}
