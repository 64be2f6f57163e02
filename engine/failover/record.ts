import type { Known } from '../decide/decide.ts';

export type StepEvent = 'started' | 'succeeded' | 'failed' | 'undone';

/** What is durably known of one step. */
export interface StepRecord {
  readonly event: StepEvent;
  readonly wallMs: number;
  readonly detail?: string;
}

/**
 * One runbook as the control store holds it: enough for another controller to end what this one
 * began. The steps stand in the order in which they began.
 */
export interface RunbookRecord {
  readonly id: string;
  readonly action: string;
  readonly trigger: string;
  readonly from: string;
  readonly to: string;
  readonly epoch: number;
  /** What was known when it was decided; absent where an operator has asked for it. */
  readonly known?: Known | undefined;
  /** averted: a step made the rest needless before anything was moved; its epoch never began. */
  readonly outcome: 'running' | 'succeeded' | 'averted' | 'failed' | 'undone';
  /** forward: to the new topology. back: what was begun is being undone. */
  readonly direction: 'forward' | 'back';
  /** The target was told to lead: from here there is only a way forward. */
  readonly committed: boolean;
  readonly steps: Readonly<Record<string, StepRecord>>;
  /** Regions that gave no answer before they would have been told to leave the old side. */
  readonly untold?: readonly string[];
  /** What averted it, or why one that failed was left where it is. */
  readonly note?: string;
  /** Who had it taken up again where it stood, after it had failed. */
  readonly retriedBy?: string;
  /** Once it has succeeded: what it could do without, did not do, and why, by step. */
  readonly left?: LeftSteps;
  /** Of a rejoin: others of the same epoch, which has one record for all of them. */
  readonly before?: readonly Rejoined[];
}

export type LeftSteps = Readonly<Record<string, string>>;

/** A region that has rejoined, and what that has left. */
export interface Rejoined {
  readonly region: string;
  readonly left: LeftSteps;
}
