import { z } from 'zod';
import type { ScriptedLoad } from '../../journal/index.ts';

/** Load that k6 drives beside the clients, by a script of `fixtures/k6`. */
export const k6LoadSchema = z.strictObject({
  k6: z.string().regex(/^[a-z0-9-]+$/, 'expected the name of a script, such as constant-arrival'),
  ratePerSecond: z.int().positive(),
  vantage: z.string().min(1),
}) satisfies z.ZodType<ScriptedLoad>;

/** Unless another is asked for: less than half of what the clients do (workload-config.ts). */
export const usualRatePerSecond = 20;
