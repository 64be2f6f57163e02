import { z } from 'zod';

const fact = z.object({
  of: z.string(),
  region: z.string(),
  measure: z.string(),
  value: z.union([z.boolean(), z.number()]),
  atMs: z.number(),
});

/** Of a status one word may be missing, or be another by now; the others still tell. */
const vitals = z.object({
  leader: z.boolean().optional().catch(undefined),
  paused: z.boolean().optional().catch(undefined),
  state: z.object({ epoch: z.number(), phase: z.string() }).optional().catch(undefined),
  facts: z.array(fact).catch([]),
  heldSinceMs: z.record(z.string(), z.number()).catch({}),
});

/** What metrics take from a status. Moments are monotonic milliseconds. */
export type Vitals = z.output<typeof vitals>;

/** What is not known is left out, and never shown as zero. */
export function vitalsFrom(status: unknown): Vitals {
  const { data } = vitals.safeParse(status);
  return data ?? { facts: [], heldSinceMs: {} };
}
