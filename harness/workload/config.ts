import { z } from 'zod';

const address = z.strictObject({ host: z.ipv4(), port: z.int().min(1).max(65535) });
const ms = z.number().positive();

const workloadConfigSchema = z.strictObject({
  /** Directory of the run's journal; `clients.jsonl` is made in it. */
  journal: z.string().min(1),
  seed: z.int().min(0),
  /** Runs that the same regions have served before this one; see run-ids.ts. */
  earlierRuns: z.int().min(0),
  /** Arrivals of all vantages together, after a ramp of 2 s; they take turns. */
  operationsPerSecond: z.number().positive(),
  /** Share of writes, 0 to 1; the rest reads what was acknowledged before. */
  writeShare: z.number().min(0).max(1),
  /** Some stores take only the writes whose ids one of these divides. */
  everyNth: z.array(z.int().positive()),
  /** Size of the payload of a write. */
  payloadBytes: z.int().min(16),
  /** From the scheduled start; after it a write is indeterminate if it may have been sent. */
  operationTimeoutMs: ms,
  /** Over this many operations under way, all vantages together, arrivals are turned away. */
  maxInFlight: z.int().positive(),
  /** Connections a vantage may keep open. */
  maxConnections: z.int().positive(),
  /** A connection that works is given back to the pool until it is this old. */
  connectionMaxAgeMs: ms,
  /** An unused connection is closed after this; keep it below the gateway's own limit. */
  connectionIdleMs: ms,
  /** Ends by itself after this, stopped or not. */
  maxDurationMs: ms,
  /** `label` is the service's name in the journal; clients connect to `name` and `port`. */
  service: z.strictObject({
    label: z.string().min(1),
    name: z.string().min(1),
    port: z.int().min(1).max(65535),
  }),
  vantages: z
    .record(
      z.string().min(1),
      z.strictObject({
        /** The vantage's caching resolver, DNS over UDP. */
        resolver: address,
        /** Region's own address to the address of this vantage's link to it. */
        routes: z.record(z.ipv4(), z.ipv4()),
      }),
    )
    .refine((vantages) => Object.keys(vantages).length > 0, 'expected at least one vantage'),
});

export type WorkloadConfig = z.infer<typeof workloadConfigSchema>;

/** Name of the environment variable that holds a WorkloadConfig as JSON. */
export const workloadConfigVariable = 'BLACKSTART_WORKLOAD';

export class WorkloadConfigInvalid extends Error {
  override readonly name = 'WorkloadConfigInvalid';
  readonly code = 'WORKLOAD_CONFIG_INVALID';
}

/** Throws WorkloadConfigInvalid with every error at once. */
export function readWorkloadConfig(text: string | undefined): WorkloadConfig {
  if (!text) throw new WorkloadConfigInvalid(`${workloadConfigVariable} is not set`);
  const parsed = workloadConfigSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new WorkloadConfigInvalid(`${workloadConfigVariable}:\n${z.prettifyError(parsed.error)}`);
}
