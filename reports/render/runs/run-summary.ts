import { z } from 'zod';
import type { Rto, Verdict } from '../../../harness/judge/index.ts';

/** What the list of runs says of one of them. */
export interface RunSummary {
  /** Directory of the run below the directory of all runs, with `/`. */
  readonly path: string;
  /** report.html, or what else of the run can be read. */
  readonly page: string;
  readonly scenario: string;
  readonly profile: string;
  readonly engine: string;
  readonly isControl: boolean;
  readonly replayOf: string | undefined;
  readonly startedAt: string;
  readonly seed: number;
  readonly commit: string;
  readonly verdict: Verdict;
  /** The worst of all services and vantages, with its own target. */
  readonly rtoMs: Rto;
  readonly targetMs: number | undefined;
  /** The worst of all stores; undefined where one could not be read back. */
  readonly rpoMs: number | undefined;
  readonly lostOps: number | undefined;
  /** Acknowledged after the fault had begun and lost: no part of the RPO. */
  readonly lostAfterOps: number | undefined;
}

/** The little that the list needs; whatever else a verdict of any build holds is let pass. */
const verdictHead = z.object({
  scenario: z.string(),
  profile: z.string(),
  engine: z.string(),
  control: z.boolean().optional(),
  replayOf: z.string().optional(),
  startedAt: z.string(),
  seed: z.number(),
  commit: z.string(),
  verdict: z.enum(['not-healed', 'invalid', 'fail', 'unknown', 'pass']),
  services: z.array(
    z.object({
      rtoMs: z.union([z.number(), z.literal('infinity'), z.literal('unmeasured')]),
      targetMs: z.number(),
    }),
  ),
  stores: z.array(
    z.object({
      region: z.string(),
      rpoMs: z.tuple([z.number(), z.number()]),
      rpoOps: z.tuple([z.number(), z.number()]),
      lostAfterFault: z.object({ ops: z.number() }),
    }),
  ),
});

/** Throws ZodError for what is no verdict. */
export function runSummary(path: string, page: string, parsed: unknown): RunSummary {
  const { control, replayOf, services, stores, ...head } = verdictHead.parse(parsed);
  const slowest = services.toSorted((a, b) => rank(b.rtoMs) - rank(a.rtoMs))[0];
  const isKnown = stores.length > 0 && stores.every((store) => store.region !== '');
  return {
    path,
    page,
    scenario: head.scenario,
    profile: head.profile,
    engine: head.engine,
    isControl: control === true,
    replayOf,
    startedAt: head.startedAt,
    seed: head.seed,
    commit: head.commit,
    verdict: head.verdict,
    rtoMs: slowest?.rtoMs ?? 'unmeasured',
    targetMs: slowest?.targetMs,
    rpoMs: isKnown ? Math.max(...stores.map((store) => store.rpoMs[1])) : undefined,
    lostOps: isKnown ? Math.max(...stores.map((store) => store.rpoOps[1])) : undefined,
    lostAfterOps: isKnown ? Math.max(...stores.map((s) => s.lostAfterFault.ops)) : undefined,
  };
}

/** What could not be measured is worse than what was, and not to come back worse than all. */
function rank(rto: Rto): number {
  if (rto === 'infinity') return Number.POSITIVE_INFINITY;
  return rto === 'unmeasured' ? Number.MAX_VALUE : rto;
}
