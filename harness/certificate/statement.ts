import type { Journal } from '../journal/index.ts';
import type { Noise } from '../judge/index.ts';
import type { Conditions } from './evidence.ts';
import type { MutantScore } from './mutant-score.ts';
import type { RunFigures } from './run-figures.ts';
import type { ScenarioSummary } from './summary.ts';

/**
 * How long a certificate is good for, in days from the start of its newest run: systems and their
 * load drift, so proof grows old.
 */
export const validDays = 30;

/** What the issuer adds to the journals: what no journal can say of itself. */
export interface Bindings {
  /** ISO 8601. */
  readonly issuedAt: string;
  readonly validDays: number;
  /** What was asked for; every trial is one run with the fault and one control run without. */
  readonly asked: { readonly scenarios: readonly string[]; readonly trials: number };
  readonly build: Build;
  readonly parts: readonly BoundPart[];
  readonly mutants: MutantScore;
}

/** What stood under test, as it lies in a work tree. */
export interface Build {
  /** Ends in `+changes` where the work tree differs from it. */
  readonly commit: string;
  /** Of the engine's sources; absent when another engine was put under test. */
  readonly engineSha256?: string;
}

/** A server of the rig; its digest is of what was installed. */
export interface BoundPart {
  readonly name: string;
  readonly version: string;
  readonly origin: string;
  readonly digest: string;
}

/** All that a certificate says. What is not in `Bindings` follows from the journals alone. */
export interface Statement extends Bindings {
  readonly kind: 'blackstart-certificate';
  readonly version: 1;
  readonly certified: boolean;
  /** Why it is no certificate, a sentence each; empty if it is one. */
  readonly notCertified: readonly string[];
  readonly conditions: Conditions;
  readonly planSha256: string;
  readonly scenarios: readonly BoundScenario[];
  readonly summaries: readonly ScenarioSummary[];
  readonly runs: readonly StatedRun[];
  /** The most and the mean over all runs. */
  readonly noise: readonly Noise[];
  readonly emulated: readonly string[];
  readonly notProved: readonly string[];
}

export interface BoundScenario {
  readonly name: string;
  readonly control: boolean;
  readonly sha256: string;
}

export interface StatedRun extends RunFigures {
  readonly path: string;
  readonly chain: Journal['chain'];
}
