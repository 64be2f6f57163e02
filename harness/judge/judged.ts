/**
 * The contract of verdict.json, and all that a report may show. Moments are milliseconds relative
 * to `origin`; no field is ever null, and `JSON.stringify` loses nothing.
 */

/** not-healed: the rig could not undo its own fault. invalid: the rig failed. Worst first. */
export type Verdict = 'not-healed' | 'invalid' | 'fail' | 'unknown' | 'pass';

/**
 * Milliseconds; `infinity` when the service did not recover within the journal; `unmeasured` when
 * there is nothing to measure from or with (no bite, no load at that vantage).
 */
export type Rto = number | 'infinity' | 'unmeasured';

/** Lowest and highest value that agrees with the record; the difference is what nobody knows. */
export type Interval = readonly [lo: number, hi: number];

export interface JudgedService {
  readonly name: string;
  readonly tier: number;
  readonly vantage: string;
  readonly rtoMs: Rto;
  readonly targetMs: number;
  readonly verdict: Verdict;
  readonly why: string;
  /** What normal was, from the whole steady phase; absent if there was no load. */
  readonly steady?: { readonly successRate: number; readonly p99Ms: number };
}

export interface JudgedStore {
  readonly name: string;
  readonly tier: number;
  /** Region whose readback was judged; empty if none could be. */
  readonly region: string;
  readonly proof: string;
  /**
   * Writes acknowledged up to t0 and lost, up to that plus absent indeterminate ones that were not
   * given up before the steady phase.
   */
  readonly rpoOps: Interval;
  /** t0 minus the acknowledgement of the earliest lost write; hi counts indeterminate starts. */
  readonly rpoMs: Interval;
  readonly rpoBytes: Interval;
  /** Acknowledged after t0 and lost; `lastMs` is how long after t0 the last of them was. */
  readonly lostAfterFault: {
    readonly ops: number;
    readonly bytes: number;
    readonly lastMs: number;
  };
  readonly acknowledgedOps: number;
  readonly indeterminateOps: number;
  readonly targetMs: number;
  readonly verdict: Verdict;
  readonly why: string;
}

/**
 * assumption: without it nothing was measured. rig: the record itself. measure: a target, counts
 * only while the assumptions hold. safety: broken is broken, however noisy the host was.
 */
export type CheckKind = 'assumption' | 'rig' | 'measure' | 'safety';

export interface JudgedCheck {
  readonly id: string;
  readonly kind: CheckKind;
  readonly verdict: Verdict;
  readonly why: string;
  /** The first few operations that prove the finding, and how many there are in all. */
  readonly proof?: Proof;
}

export interface Proof {
  readonly count: number;
  readonly first: readonly ProvingOperation[];
}

export interface ProvingOperation {
  readonly id: number;
  readonly type: 'write' | 'read';
  readonly vantage: string;
  readonly atMs: number;
  readonly endMs: number;
  readonly outcome: 'ok' | 'fail' | 'indeterminate';
  readonly region?: string;
  readonly epoch?: number;
}

/** Business operations that some of their stores have and others lack. */
export interface JudgedTorn {
  /** Stores that were compared. */
  readonly stores: readonly string[];
  readonly ops: number;
  /** Of these, acknowledged ones. */
  readonly acknowledgedOps: number;
  readonly first: readonly { readonly id: number; readonly missingIn: readonly string[] }[];
}

/** What a queue has too much of, or in another order than it was given. */
export interface JudgedQueue {
  readonly store: string;
  readonly region: string;
  readonly duplicatedOps: number;
  readonly reorderedOps: number;
  /** Present when a consumer was watched: found in the queue and never consumed; consumed twice. */
  readonly skippedOps?: number;
  readonly repeatedOps?: number;
}

/** Downtime of this run beside what a year may have. */
export interface JudgedAvailability {
  readonly service: string;
  readonly vantage: string;
  /** Successful share of operations over the whole measured load, 0 to 1. */
  readonly share: number;
  readonly downMs: number;
  readonly targets: readonly {
    readonly name: string;
    readonly share: number;
    readonly yearMs: number;
    /** This run's downtime as a share of the year's; above 1 it is used up. */
    readonly used: number;
  }[];
}

/** Something a person should do, and why; worst first. */
export interface ActionItem {
  readonly what: string;
  readonly why: string;
}

export type PhaseName =
  | 'first-error'
  | 'detected'
  | 'decided'
  | 'fenced'
  | 'promoted'
  | 'rerouted'
  | 'first-success'
  | 'stable'
  | 'unexplained';

/** Ends with the event it is named after. Bars of one service and vantage add up to its RTO. */
export interface WaterfallBar {
  readonly service: string;
  readonly vantage: string;
  readonly phase: PhaseName;
  readonly startMs: number;
  readonly endMs: number;
  readonly source: 'observed' | 'claimed' | 'unexplained';
}

/** What the engine said of itself, beside what was seen from outside. */
export interface JudgedClaim {
  readonly step: string;
  readonly event: string;
  readonly atMs: number;
  readonly detail: string;
  readonly epoch?: number;
  readonly trigger?: string;
  /** The same event as observed; absent where clients and probes cannot see it. */
  readonly observed?: { readonly what: string; readonly atMs: number; readonly gapMs: number };
}

export interface Noise {
  readonly of: string;
  readonly at: string;
  readonly samples: number;
  readonly mean: number;
  readonly max: number;
}

/** One journey of a user in a browser. */
export interface JudgedJourney {
  readonly startMs: number;
  readonly endMs: number;
  /** The step that failed, when it began, and what the user read; absent of a whole journey. */
  readonly failed?: { readonly step: string; readonly atMs: number; readonly shown: string };
  /** Region that answered last. */
  readonly region?: string;
  /** A file of the run, and the digest of its content. */
  readonly picture?: { readonly file: string; readonly sha256: string };
}

/** What a user in a browser saw. It is measured beside the RTO, and decides nothing. */
export interface JudgedBrowser {
  readonly vantage: string;
  /** All there are in the record, in their order. */
  readonly journeys: readonly JudgedJourney[];
  /**
   * Of the measured load: each from the beginning of the step that failed first to the end of the
   * first whole journey after, if there was one; `lastWholeMs` is the end of the last before.
   */
  readonly outages: readonly {
    readonly lastWholeMs?: number;
    readonly fromMs: number;
    readonly toMs?: number;
    readonly failedJourneys: number;
  }[];
}

/** Columns of equal length; point i covers [fromMs + i × stepMs, + stepMs). */
export interface TimelineSeries {
  readonly service: string;
  readonly vantage: string;
  readonly operations: readonly number[];
  readonly ok: readonly number[];
  /** Of the successful ones; -1 where there was none. */
  readonly p50Ms: readonly number[];
  readonly p99Ms: readonly number[];
}

export interface TimelineBand {
  readonly kind: 'phase' | 'fault' | 'step';
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface Timeline {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly series: readonly TimelineSeries[];
  /** Replication lag in bytes, as [atMs, value], a region each. */
  readonly replicationLag: readonly {
    readonly region: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
  /** Spans in which a region's database took writes. */
  readonly writable: readonly {
    readonly region: string;
    readonly spans: readonly (readonly [number, number])[];
  }[];
  /** Each change of the region a vantage's resolver answers. */
  readonly dns: readonly {
    readonly vantage: string;
    readonly points: readonly (readonly [number, string])[];
  }[];
  readonly bands: readonly TimelineBand[];
}

export interface Judged {
  readonly version: 1;
  readonly scenario: string;
  readonly expectation: 'recovery' | 'sustained';
  readonly plan: string;
  readonly profile: 'realtime' | 'fast';
  readonly timeScale: number;
  readonly runtime: string;
  readonly engine: string;
  readonly seed: number;
  readonly commit: string;
  /** A control run: nothing was broken, and nothing may happen. */
  readonly control?: boolean;
  /** The run whose faults and seed this one repeats: its directory's name. */
  readonly replayOf?: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly emulated: readonly string[];
  /** ISO 8601, of the run entry. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** t0: moments count from the fault's bite. start: nothing bit; they count from the run entry. */
  readonly origin: 't0' | 'start';
  readonly verdict: Verdict;
  readonly exitCode: number;
  /** Why the verdict is not a pass, worst first; empty for a pass. */
  readonly reasons: readonly string[];
  readonly services: readonly JudgedService[];
  readonly stores: readonly JudgedStore[];
  readonly checks: readonly JudgedCheck[];
  /** The ids of checks that this run gave no cause to ask. */
  readonly notAsked: readonly string[];
  readonly torn: JudgedTorn;
  readonly queues: readonly JudgedQueue[];
  readonly availability: readonly JudgedAvailability[];
  /** Absent if no browser was asked for. */
  readonly browser?: JudgedBrowser;
  readonly waterfall: readonly WaterfallBar[];
  readonly claims: readonly JudgedClaim[];
  readonly noise: readonly Noise[];
  readonly budget: readonly { readonly phase: string; readonly ms: number }[];
  readonly timeline: Timeline;
  readonly gaps: readonly string[];
  /** What this result does not prove, a sentence each. */
  readonly notProved: readonly string[];
  readonly actions: readonly ActionItem[];
}
