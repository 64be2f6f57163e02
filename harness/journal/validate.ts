import { z } from 'zod';
import type { Entry, OperationEntry } from './entry.ts';

/** The only one that is read; entries may get more fields within it. */
const journalVersion = 1;

const moment = z.number();
const text = z.string();
const targets = { name: text, tier: z.int().min(1).max(4) };

const run = z.object({
  atMs: moment,
  version: z.literal(journalVersion),
  wallMs: z.number(),
  scenario: text,
  expectation: z.enum(['recovery', 'sustained']),
  failover: z.literal('never').optional(),
  moves: z.array(text).min(1).optional(),
  plan: text,
  profile: z.enum(['realtime', 'fast']),
  timeScale: z.number().positive(),
  runtime: text,
  engine: text,
  seed: z.number(),
  commit: text,
  parts: z.record(text, text),
  emulated: z.array(text),
  vantages: z.array(text).min(1),
  services: z.array(z.object({ ...targets, rtoTargetMs: z.number().nonnegative() })).min(1),
  stores: z.array(
    z.object({
      ...targets,
      rpoTargetMs: z.number().nonnegative(),
      keepsAcknowledged: z.literal(true).optional(),
      everyNth: z.int().positive().optional(),
    }),
  ),
  band: z.object({
    successRateDrop: z.number().min(0).max(1),
    p99Factor: z.number().positive(),
    p99FloorMs: z.number().nonnegative(),
    holdMs: z.number().nonnegative(),
    windowMs: z.number().positive(),
  }),
  assumptions: z.object({
    minOperationsPerSecond: z.number(),
    maxReplicationLagBytes: z.number(),
    maxCpuPressure: z.number(),
    maxClockStepMs: z.number(),
    maxEventLoopDelayMs: z.number().optional(),
  }),
  availability: z.array(z.object({ name: text, share: z.number().min(0).max(1) })).optional(),
  maxStaleMs: z.number().nonnegative().optional(),
  control: z.boolean().optional(),
  earlierRuns: z.int().positive().optional(),
  replayOf: text.optional(),
  load: z.object({ k6: text, ratePerSecond: z.number().positive(), vantage: text }).optional(),
  browser: z
    .object({
      vantage: text,
      patienceMs: z.number().positive(),
      restMs: z.number().positive(),
      restAfterFailureMs: z.number().positive(),
    })
    .optional(),
  budget: z.array(z.object({ phase: text, ms: z.number() })),
  regions: z.array(z.object({ name: text, role: text })).min(1),
});

const count = z.int().nonnegative();
const latency = z.object({ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number() });

const idRanges = z
  .array(z.tuple([z.int(), z.int()]))
  .refine(ascending, 'ranges must ascend and not overlap');

const others = {
  run,
  phase: z.object({
    atMs: moment,
    phase: z.enum([
      'start',
      'steady',
      'fault',
      'recovery',
      'quiet',
      'readback',
      'heal',
      'restore',
      'stop',
    ]),
  }),
  fault: z.object({
    atMs: moment,
    id: text,
    fault: text,
    event: z.enum(['inject', 'bite', 'no-bite', 'heal', 'healed', 'not-healed']),
    layer: text,
    target: text,
    detail: text.optional(),
  }),
  claim: z.object({
    atMs: moment,
    step: text,
    event: z.enum(['started', 'succeeded', 'failed', 'undone', 'noted']),
    epoch: z.number().optional(),
    trigger: text.optional(),
    detail: text.optional(),
  }),
  observation: z.object({
    atMs: moment,
    of: z.enum(['writable', 'dns-answer']),
    at: text,
    value: z.union([z.boolean(), text]),
    epoch: z.number().optional(),
  }),
  sample: z.object({
    atMs: moment,
    of: z.enum([
      'replication-lag-bytes',
      'cpu-pressure',
      'event-loop-delay-ms',
      'clock-step-ms',
      'resident-bytes',
    ]),
    at: text,
    value: z.number(),
  }),
  readback: z.object({
    atMs: moment,
    store: text,
    region: text,
    proof: text,
    complete: z.boolean(),
    stalled: z.boolean().optional(),
    ids: idRanges,
    duplicated: idRanges.optional(),
    inversions: z.array(z.tuple([z.int(), z.int()])).optional(),
  }),
  register: z.object({
    atMs: moment,
    endMs: moment,
    key: text,
    type: z.enum(['write', 'read']),
    value: z.int(),
    outcome: z.enum(['ok', 'fail', 'indeterminate']),
    region: text,
  }),
  consumed: z.object({ atMs: moment, store: text, region: text, group: text, ids: idRanges }),
  'k6-second': z.object({
    atMs: moment,
    requests: count,
    failed: count,
    latency: latency.optional(),
  }),
  'k6-end': z.object({
    atMs: moment,
    exit: text,
    requests: count,
    failed: count,
    dropped: count,
    latency: latency.optional(),
    outage: z.object({ fromMs: moment, toMs: moment }).optional(),
    gaps: z.array(text),
  }),
  journey: z
    .object({
      atMs: moment,
      endMs: moment,
      id: z.int().positive(),
      vantage: text,
      failed: z
        .object({
          step: z.enum(['open', 'sign-in', 'create', 'see']),
          atMs: moment,
          shown: text,
        })
        .optional(),
      region: text.optional(),
      picture: z.object({ file: text, sha256: text.regex(/^[\da-f]{64}$/) }).optional(),
    })
    .refine(({ atMs, endMs, failed }) => {
      const failedMs = failed?.atMs ?? atMs;
      return atMs <= failedMs && failedMs <= endMs;
    }, 'a step must lie within its journey, and its end not before its beginning'),
  restored: z.object({ atMs: moment, ok: z.boolean(), differences: z.array(text) }),
  abort: z.object({
    atMs: moment,
    reason: z.enum(['guardrail', 'rig', 'interrupted']),
    detail: text,
  }),
  end: z.object({ atMs: moment }),
} as const satisfies Record<Exclude<Entry['kind'], 'op'>, z.ZodType>;

/**
 * What is wrong with a parsed line, or undefined if it is an entry. Unknown keys pass, so that an
 * entry may grow within its version. Operations are checked by hand: they are nearly all lines.
 */
export function faultOfEntry(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'not an object';
  const { kind, version } = value as { kind?: unknown; version?: unknown };
  if (kind === 'op') return faultOfOperation(value as OperationEntry);
  if (kind === 'run' && version !== journalVersion)
    return `run entry: version ${version} of the journal; this program reads ${journalVersion}`;
  if (typeof kind !== 'string' || !Object.hasOwn(others, kind)) return `unknown kind ${kind}`;
  const checked = others[kind as keyof typeof others].safeParse(value);
  if (checked.success) return undefined;
  const [issue] = checked.error.issues;
  return `${kind} entry: ${issue?.path.join('.')}: ${issue?.message}`;
}

function faultOfOperation(op: OperationEntry): string | undefined {
  if (!Number.isFinite(op.atMs)) return 'op entry: atMs: expected a number';
  if (!(Number.isFinite(op.endMs) && op.endMs >= op.atMs))
    return 'op entry: endMs: expected a moment not before atMs';
  if (!Number.isInteger(op.id)) return 'op entry: id: expected a whole number';
  if (op.type === 'write') {
    if (op.id < 1) return 'op entry: id: writes count from 1';
  } else if (op.type !== 'read') return 'op entry: type: expected write or read';
  if (op.outcome !== 'ok' && op.outcome !== 'fail' && op.outcome !== 'indeterminate')
    return 'op entry: outcome: expected ok, fail or indeterminate';
  for (const name of ['service', 'vantage'] as const)
    if (typeof op[name] !== 'string') return `op entry: ${name}: expected a string`;
  if (!(Number.isFinite(op.bytes) && op.bytes >= 0)) return 'op entry: bytes: expected a size';
  return faultOfOptional(op);
}

function faultOfOptional({ error, region, epoch, found }: OperationEntry): string | undefined {
  for (const [name, value] of [['error', error] as const, ['region', region] as const])
    if (value !== undefined && typeof value !== 'string')
      return `op entry: ${name}: expected a string`;
  if (epoch !== undefined && !Number.isFinite(epoch)) return 'op entry: epoch: expected a number';
  if (found !== undefined && typeof found !== 'boolean')
    return 'op entry: found: expected true or false';
  return undefined;
}

function ascending(ranges: readonly (readonly [number, number])[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const [from, to] of ranges) {
    if (from <= last || to < from) return false;
    last = to;
  }
  return true;
}
