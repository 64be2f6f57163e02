import type { Scenario } from '../../harness/drill/scenario.ts';
import type { Topology } from '../../harness/regions/topology.ts';

/** What is drilled: an engine and what it protects, put together in one way for all. */
export interface Subject {
  readonly scenario: Scenario;
  /** A file of `engines/`, without its ending; `none` has no defect. */
  readonly engine: string;
  /** A file of `services/`; the protected service as it is, if absent. */
  readonly service?: string;
  readonly topology?: (sound: Topology) => Topology;
}

/** An engine, or what it protects, with one planted defect. */
export interface Mutant extends Subject {
  readonly defect: string;
  /** What it does wrong, as a clause. */
  readonly title: string;
  /** The check that is to catch it. */
  readonly caughtBy: string;
  /** What is as it should be in the same surroundings; `none` on the usual service, if absent. */
  readonly control?: Pick<Subject, 'service'>;
}

/** A defect of a part that does not exist yet. */
export interface NotApplicable {
  readonly defect: string;
  readonly why: string;
}

/** The same drill without the defect. */
export function controlOf({ scenario, control }: Mutant): Subject {
  return { scenario, engine: 'none', ...control };
}
