import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a name such as us-east-1');

const code = z.string().regex(/^[A-Z]{2}$/, 'expected two letters, such as NA or US');

const delay = z
  .string()
  .regex(/^\d+(\.\d+)? ms$/, 'expected a delay in milliseconds, such as 32 ms')
  .transform((text) => Number.parseFloat(text));

const region = z.strictObject({
  name,
  role: z.enum(['active', 'hot-standby', 'cold']),
  priority: z.int().positive(),
  cloud: z.array(z.enum(['s3', 'route53'])).min(1),
  brokers: z.literal([1, 3]).optional(),
});

const link = z
  .strictObject({ from: name, to: name, delay })
  .transform(({ from, to, delay: delayMs }) => ({ from, to, delayMs }));

const mirror = z.strictObject({
  from: name,
  to: name,
  topics: z.array(z.string().regex(/^[\w.-]+$/, 'expected the name of a topic')).min(1),
});

/** Shape of a topology file; what spans several of its parts is checked by `wholeProblems`. */
export const topologySchema = z.strictObject({
  name,
  service: z.hostname(),
  regions: z.array(region).min(1),
  synchronousStandbys: z.int().positive().optional(),
  vantages: z.array(name).min(1),
  locations: z.record(name, z.strictObject({ continent: code, country: code })).optional(),
  links: z.array(link),
  mirrors: z.array(mirror),
});
