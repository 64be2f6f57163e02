import { z } from 'zod';
import { Refused } from './refused.ts';

export const words = z.string().trim().min(1).max(1_000);
export const name = words.max(100);

/** What was sent, by its schema. Throws Refused (400) with everything that is wrong. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body ?? {});
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new Refused(400, `the body cannot be used: ${problems.join('; ')}`);
}
