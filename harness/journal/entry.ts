/**
 * The words of the journal. Every `…Ms` moment is read from the host's monotonic clock
 * (`monotonicMs` in clock.ts), which all processes of one run share; `run.wallMs` ties it to the
 * calendar. Durations are milliseconds, sizes bytes, rates per second. In a file the writer's seals
 * stand between entries (chain.ts).
 */

import type { BrowserTerms, JourneyEntry } from './journey.ts';
import type { K6EndEntry, K6SecondEntry, ScriptedLoad } from './k6-entries.ts';

/** ok: the reply came before the timeout. fail: certainly not done. indeterminate: nobody knows. */
export type Outcome = 'ok' | 'fail' | 'indeterminate';

/** What a scenario promises: come back by a deadline and stay, or never leave the steady state. */
export type Expectation = 'recovery' | 'sustained';

export interface ServiceTarget {
  readonly name: string;
  readonly tier: number;
  readonly rtoTargetMs: number;
}

export interface StoreTarget {
  readonly name: string;
  readonly tier: number;
  readonly rpoTargetMs: number;
  /** Nothing acknowledged may be lost of it: the target bounds what is in doubt alone. */
  readonly keepsAcknowledged?: true;
  /** Only writes whose id this divides belong to the store; every write if absent. */
  readonly everyNth?: number;
}

/** A share of successful operations that is promised over a year, 0 to 1. */
export interface AvailabilityTarget {
  readonly name: string;
  readonly share: number;
}

/** How far from the steady state is still normal. */
export interface Band {
  /** At most this much below the steady state's success rate, 0 to 1. */
  readonly successRateDrop: number;
  /** At most this many times the steady state's p99. */
  readonly p99Factor: number;
  /** A p99 below this is always inside: small absolute changes are noise. */
  readonly p99FloorMs: number;
  /** How long a window must stay in the band before it counts as recovered. */
  readonly holdMs: number;
  /** Width of a window. */
  readonly windowMs: number;
}

/** What must have been true for a verdict to mean anything. */
export interface AssumptionBounds {
  readonly minOperationsPerSecond: number;
  readonly maxReplicationLagBytes: number;
  /** Highest tolerated share of time in which some task waited for a CPU (PSI some), 0 to 1. */
  readonly maxCpuPressure: number;
  readonly maxClockStepMs: number;
  /** Longest tolerated delay of the clients' event loop; not looked at if absent. */
  readonly maxEventLoopDelayMs?: number;
}

/** First entry of every journal: all the judge needs to know about the run. */
export interface RunEntry {
  readonly kind: 'run';
  readonly atMs: number;
  readonly version: 1;
  /** Milliseconds since 1970 at `atMs`. */
  readonly wallMs: number;
  readonly scenario: string;
  readonly expectation: Expectation;
  /** Nobody may fail over because of what the scenario breaks; nothing is said of it if absent. */
  readonly failover?: 'never';
  /** Regions that operators ask the service to move to, in that order; absent if they ask none. */
  readonly moves?: readonly string[];
  readonly plan: string;
  readonly profile: 'realtime' | 'fast';
  readonly timeScale: number;
  readonly runtime: string;
  readonly engine: string;
  readonly seed: number;
  readonly commit: string;
  readonly parts: Readonly<Record<string, string>>;
  /** What the rig emulated, one sentence each. */
  readonly emulated: readonly string[];
  readonly vantages: readonly string[];
  readonly services: readonly ServiceTarget[];
  readonly stores: readonly StoreTarget[];
  readonly band: Band;
  readonly assumptions: AssumptionBounds;
  readonly availability?: readonly AvailabilityTarget[];
  /** How old a read may be: an acknowledged write must be found after this. */
  readonly maxStaleMs?: number;
  /** A control run: no fault is injected, and nothing may happen. */
  readonly control?: boolean;
  /** Runs that the same regions have served before this one; none if absent. */
  readonly earlierRuns?: number;
  /** The run whose faults and seed this one repeats: its directory's name. */
  readonly replayOf?: string;
  /** What k6 was to drive beside the clients; absent if nothing. */
  readonly load?: ScriptedLoad;
  /** A browser makes a user's journey again and again; none does if absent. */
  readonly browser?: BrowserTerms;
  /** The plan's budget, in the plan's order; durations, not moments. */
  readonly budget: readonly { readonly phase: string; readonly ms: number }[];
  /** Region that is active before the fault, and the role of each. */
  readonly regions: readonly { readonly name: string; readonly role: string }[];
}

export interface OperationEntry {
  readonly kind: 'op';
  /** When the open-loop schedule started it; latency counts from here. */
  readonly atMs: number;
  readonly endMs: number;
  /** Writes: dense, 1, 2, 3 … over the run. Reads: the id that was read. */
  readonly id: number;
  readonly type: 'write' | 'read';
  readonly service: string;
  readonly vantage: string;
  readonly outcome: Outcome;
  /** What went wrong, in a word: `timeout`, `refused`, `reset`, `http-503`, `dns` … */
  readonly error?: string;
  /** Region that answered, and the epoch it answered in. */
  readonly region?: string;
  readonly epoch?: number;
  /** Payload of a write. */
  readonly bytes: number;
  /** Reads that were answered: whether there was such an operation. */
  readonly found?: boolean;
}

/** One call of a keyed register of the control store, through one region's member. */
export interface RegisterEntry {
  readonly kind: 'register';
  readonly atMs: number;
  readonly endMs: number;
  readonly key: string;
  readonly type: 'write' | 'read';
  /** Written, unique per key; or read, 0 if there was none. */
  readonly value: number;
  readonly outcome: Outcome;
  /** Region whose member was asked. */
  readonly region: string;
}

/** What a group of consumers has taken from a queue, in one region, up to this moment. */
export interface ConsumedEntry {
  readonly kind: 'consumed';
  readonly atMs: number;
  readonly store: string;
  readonly region: string;
  readonly group: string;
  /** Ids consumed there, as inclusive ranges in ascending order. */
  readonly ids: readonly (readonly [number, number])[];
}

/** A phase of the drill begins. */
export interface PhaseEntry {
  readonly kind: 'phase';
  readonly atMs: number;
  readonly phase:
    | 'start'
    | 'steady'
    | 'fault'
    | 'recovery'
    | 'quiet'
    | 'readback'
    | 'heal'
    | 'restore'
    | 'stop';
}

export interface FaultEntry {
  readonly kind: 'fault';
  readonly atMs: number;
  /** One injected fault, unique in the run. */
  readonly id: string;
  readonly fault: string;
  /** inject: about to; bite: seen to work, by a probe on the path it breaks; healed: seen gone. */
  readonly event: 'inject' | 'bite' | 'no-bite' | 'heal' | 'healed' | 'not-healed';
  readonly layer:
    | 'toxiproxy'
    | 'process'
    | 'container'
    | 'kernel'
    | 'storage'
    | 'clock'
    | 'dns'
    | 'api'
    /** Nothing is broken: an operator asks the engine for something. */
    | 'operator'
    | 'none';
  readonly target: string;
  readonly detail?: string;
}

/** What the engine says of itself, in its own words; never used as a measurement. */
export interface ClaimEntry {
  readonly kind: 'claim';
  readonly atMs: number;
  /** detected, decided, or the name of a runbook step (fence, promote, …), or recovered. */
  readonly step: string;
  readonly event: 'started' | 'succeeded' | 'failed' | 'undone' | 'noted';
  readonly epoch?: number;
  readonly trigger?: string;
  readonly detail?: string;
}

/** What a rig probe saw from outside. */
export interface ObservationEntry {
  readonly kind: 'observation';
  readonly atMs: number;
  readonly of: /** A region's database takes writes now (probed at 10 Hz, all regions at once). */
    | 'writable'
    /** Address that a vantage's resolver gives; `value` is the region it belongs to, or 'none'. */
    | 'dns-answer';
  /** The region probed, or the vantage that asked. */
  readonly at: string;
  readonly value: boolean | string;
  readonly epoch?: number;
}

export interface SampleEntry {
  readonly kind: 'sample';
  readonly atMs: number;
  readonly of:
    | 'replication-lag-bytes'
    | 'cpu-pressure'
    | 'event-loop-delay-ms'
    | 'clock-step-ms'
    | 'resident-bytes';
  /** Region, process or host the figure belongs to. */
  readonly at: string;
  readonly value: number;
}

/** Everything found in a store after its replay was proved complete. */
export interface ReadbackEntry {
  readonly kind: 'readback';
  readonly atMs: number;
  readonly store: string;
  readonly region: string;
  /** Why this reading is complete: the position that was awaited and reached. */
  readonly proof: string;
  readonly complete: boolean;
  /** It took nothing in all the time that it was waited for: nobody feeds it. Databases only. */
  readonly stalled?: boolean;
  /** Ids found, as inclusive ranges in ascending order. */
  readonly ids: readonly (readonly [number, number])[];
  /** Ids found more than once; queues only. */
  readonly duplicated?: readonly (readonly [number, number])[];
  /**
   * Queues only: each id that stands after a higher one of its partition, with the highest of
   * those. Whether that is wrong the ledger tells: writes under way together have no order.
   */
  readonly inversions?: readonly (readonly [id: number, highestBefore: number])[];
}

/** The topology after heal and rollback equals the first one, or how it differs. */
export interface RestoredEntry {
  readonly kind: 'restored';
  readonly atMs: number;
  readonly ok: boolean;
  readonly differences: readonly string[];
}

/** The run was cut short, by whom and why. */
export interface AbortEntry {
  readonly kind: 'abort';
  readonly atMs: number;
  readonly reason: 'guardrail' | 'rig' | 'interrupted';
  readonly detail: string;
}

/** Last entry of a complete journal. */
export interface EndEntry {
  readonly kind: 'end';
  readonly atMs: number;
}

export type Entry =
  | RunEntry
  | OperationEntry
  | RegisterEntry
  | ConsumedEntry
  | K6SecondEntry
  | K6EndEntry
  | PhaseEntry
  | FaultEntry
  | ClaimEntry
  | ObservationEntry
  | SampleEntry
  | ReadbackEntry
  | JourneyEntry
  | RestoredEntry
  | AbortEntry
  | EndEntry;
