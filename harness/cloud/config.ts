import { z } from 'zod';

const address = z.strictObject({ host: z.ipv4(), port: z.int().min(1).max(65535) });
const place = z.string().min(1);
const code = z.string().regex(/^[A-Z]{2}$/, 'expected two letters, such as NA or US');

/** All that harness/cloud/main.ts is told about the world; JSON in the environment. */
export const cloudConfigSchema = z.strictObject({
  /** Multiplies the durations of records and health checks, whose integers stay the plan's. */
  timeScale: z.number().positive(),
  /** Name of the hosted zone to serve, without the last dot: `semantest.test`. */
  zone: z.string().min(1),
  /** The Route 53 API; the edge reads it directly, as AWS's own propagation does. */
  route53: address,
  /** Where the authoritative server listens (DNS over UDP). */
  authority: address,
  /** How the edge follows the control plane; milliseconds, already scaled. */
  propagation: z.strictObject({
    /** Pause between two readings of the zone. */
    pollMs: z.number().positive(),
    /** Time from a change being read to its being answered; 0 answers it at once. */
    delayMs: z.number().nonnegative(),
  }),
  /** Places the health checks are made from; each routes a region's own address to its link. */
  checkers: z
    .record(place, z.strictObject({ routes: z.record(z.ipv4(), z.ipv4()) }))
    .refine((checkers) => Object.keys(checkers).length > 0, 'expected at least one checker'),
  /** The caching resolver of each vantage and where it listens (DNS over UDP). */
  resolvers: z.record(place, address),
  /** Where those are, for geolocation: codes of Route 53. Elsewhere counts as nowhere known. */
  locations: z.record(place, z.strictObject({ continent: code, country: code })),
  /** Buckets whose replication rules are obeyed, by name. */
  buckets: z.record(
    z.string().min(1),
    z.strictObject({
      region: place,
      /** The S3 API that has it, as its own region sees that. */
      api: address,
      /** The same from other regions, over their links. */
      seenFrom: z.record(place, address),
    }),
  ),
});

export type CloudConfig = z.infer<typeof cloudConfigSchema>;

/** Name of the environment variable that holds a CloudConfig as JSON. */
export const cloudConfigVariable = 'BLACKSTART_CLOUD';

export class CloudConfigInvalid extends Error {
  override readonly name = 'CloudConfigInvalid';
  readonly code = 'CLOUD_CONFIG_INVALID';
}

/** Parses the environment variable's text. Throws CloudConfigInvalid with every error at once. */
export function parseCloudConfig(text: string | undefined): CloudConfig {
  if (!text)
    throw new CloudConfigInvalid(`${cloudConfigVariable} is not set: give it a CloudConfig`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CloudConfigInvalid(`${cloudConfigVariable} is no JSON: check its quoting`, { cause });
  }
  const parsed = cloudConfigSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CloudConfigInvalid(`${cloudConfigVariable}: ${z.prettifyError(parsed.error)}`, {
    cause: parsed.error,
  });
}
