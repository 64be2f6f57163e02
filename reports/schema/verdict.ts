import { z } from 'zod';
import type { Judged } from '../../harness/judge/index.ts';
import { timeline, waterfallBar } from './timeline.ts';

const text = z.string();
const count = z.int().nonnegative();
const moment = z.number().meta({ id: 'moment', description: 'Milliseconds relative to `origin`.' });
const lengthMs = z.number().meta({ id: 'length', description: 'Milliseconds.' });
const verdict = z
  .enum(['not-healed', 'invalid', 'fail', 'unknown', 'pass'])
  .meta({ id: 'verdict', description: 'Worst first. Only `pass` is green.' });
const interval = z
  .tuple([z.number(), z.number()])
  .meta({ id: 'interval', description: 'Lowest and highest value that agrees with the record.' });

const service = z.object({
  name: text,
  tier: z.int(),
  vantage: text,
  rtoMs: z.union([z.number(), z.literal('infinity'), z.literal('unmeasured')]).meta({
    description: 'Milliseconds from the bite of the fault until service was as before, and stayed.',
  }),
  targetMs: lengthMs,
  verdict,
  why: text,
  steady: z.object({ successRate: z.number(), p99Ms: lengthMs }).exactOptional(),
});

const store = z.object({
  name: text,
  tier: z.int(),
  region: text.meta({ description: 'Where it was read back; empty if nowhere.' }),
  proof: text,
  rpoOps: interval,
  rpoMs: interval,
  rpoBytes: interval,
  lostAfterFault: z.object({ ops: count, bytes: z.number(), lastMs: lengthMs }),
  acknowledgedOps: count,
  indeterminateOps: count,
  targetMs: lengthMs,
  verdict,
  why: text,
});

const provingOperation = z.object({
  id: z.int(),
  type: z.enum(['write', 'read']),
  vantage: text,
  atMs: moment,
  endMs: moment,
  outcome: z.enum(['ok', 'fail', 'indeterminate']),
  region: text.exactOptional(),
  epoch: z.number().exactOptional(),
});

const check = z.object({
  id: text,
  kind: z.enum(['assumption', 'rig', 'measure', 'safety']),
  verdict,
  why: text,
  proof: z.object({ count, first: z.array(provingOperation) }).exactOptional(),
});

const torn = z.object({
  stores: z.array(text),
  ops: count,
  acknowledgedOps: count,
  first: z.array(z.object({ id: z.int(), missingIn: z.array(text) })),
});

const queue = z.object({
  store: text,
  region: text,
  duplicatedOps: count,
  reorderedOps: count,
  skippedOps: count.exactOptional(),
  repeatedOps: count.exactOptional(),
});

const availability = z.object({
  service: text,
  vantage: text,
  share: z.number(),
  downMs: lengthMs,
  targets: z.array(z.object({ name: text, share: z.number(), yearMs: lengthMs, used: z.number() })),
});

const journey = z.object({
  startMs: moment,
  endMs: moment,
  failed: z.object({ step: text, atMs: moment, shown: text }).exactOptional(),
  region: text.exactOptional(),
  picture: z.object({ file: text, sha256: text }).exactOptional(),
});

const browser = z
  .object({
    vantage: text,
    journeys: z.array(journey),
    outages: z.array(
      z.object({
        lastWholeMs: moment.exactOptional(),
        fromMs: moment,
        toMs: moment.exactOptional(),
        failedJourneys: count,
      }),
    ),
  })
  .meta({ description: 'What a user in a browser saw; it decides nothing.' });

const claim = z.object({
  step: text,
  event: text,
  atMs: moment,
  detail: text,
  epoch: z.number().exactOptional(),
  trigger: text.exactOptional(),
  observed: z.object({ what: text, atMs: moment, gapMs: lengthMs }).exactOptional(),
});

const noise = z.object({
  of: text,
  at: text,
  samples: count,
  mean: z.number(),
  max: z.number(),
});

/** All that verdict.json holds: the published form of `Judged`. */
export const verdictSchema = z
  .object({
    version: z.literal(1),
    scenario: text,
    expectation: z.enum(['recovery', 'sustained']),
    plan: text,
    profile: z.enum(['realtime', 'fast']),
    timeScale: z.number(),
    runtime: text,
    engine: text,
    seed: z.number(),
    commit: text,
    control: z.boolean().exactOptional(),
    replayOf: text.exactOptional(),
    parts: z.record(text, text),
    emulated: z.array(text),
    startedAt: text.meta({ format: 'date-time' }),
    durationMs: lengthMs,
    origin: z.enum(['t0', 'start']),
    verdict,
    exitCode: z.int(),
    reasons: z.array(text),
    services: z.array(service),
    stores: z.array(store),
    checks: z.array(check),
    notAsked: z.array(text).meta({ description: 'Checks that the run gave no cause to ask.' }),
    torn,
    queues: z.array(queue),
    availability: z.array(availability),
    browser: browser.exactOptional(),
    waterfall: z.array(waterfallBar),
    claims: z.array(claim),
    noise: z.array(noise),
    budget: z.array(z.object({ phase: text, ms: lengthMs })),
    timeline,
    gaps: z.array(text),
    notProved: z.array(text),
    actions: z.array(z.object({ what: text, why: text })),
  })
  .meta({ title: 'Blackstart verdict', description: 'What one run of a disaster drill showed.' });

/** The schema as JSON Schema, draft 2020-12, open to fields that are added later. */
export function verdictJsonSchema(): unknown {
  return z.toJSONSchema(verdictSchema, { io: 'input' });
}

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Published = DeepReadonly<z.infer<typeof verdictSchema>>;

/** Does not compile when the schema and the judge's contract say different things. */
export const sameAsJudged: {
  readonly published: (judged: Judged) => Published;
  readonly judged: (published: Published) => Judged;
} = { published: (judged) => judged, judged: (published) => published };
