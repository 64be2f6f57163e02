import { leastShare } from '../statistics/binomial.ts';
import { type Distribution, distributionOf } from '../statistics/distribution.ts';
import { discardedFor, type RunFigures, worstVantage } from './run-figures.ts';

/** All trials of one scenario together. */
export interface ScenarioSummary {
  readonly scenario: string;
  readonly trials: Tally;
  readonly controls: Tally;
  /**
   * With a confidence of 95 %, the least share of such failures that meet every target, 0 to 1;
   * discarded trials count neither way.
   */
  readonly leastShare: number;
  /** The same if every discarded trial had been a miss. */
  readonly leastShareAtWorst: number;
  /** RTO at the slowest vantage, a service each; milliseconds. */
  readonly rto: readonly (Distribution & { readonly service: string })[];
  /** The upper end of the interval, a store each; milliseconds. */
  readonly rpo: readonly (Distribution & { readonly store: string })[];
  readonly lostAfterFault: readonly LostAfterFault[];
}

/** What trials lost of a store's writes that were acknowledged after the fault had begun. */
export interface LostAfterFault {
  readonly store: string;
  readonly trials: number;
  /** Of these, that lost any. */
  readonly lossy: number;
  /** The most of one trial. */
  readonly ops: number;
  /** How long after the fault the last was acknowledged. */
  readonly lastMs: number;
}

export interface Tally {
  readonly runs: number;
  readonly passed: number;
  readonly missed: number;
  readonly discarded: number;
}

/** Groups of results closer than this are one: clients and windows see no finer than a second. */
export const leastGroupGapMs = 1000;

/** Scenarios in the order in which they first come; discarded runs give no figures. */
export function summariesOf(runs: readonly RunFigures[]): ScenarioSummary[] {
  const scenarios = [...new Set(runs.map((run) => run.scenario))];
  return scenarios.map((scenario) => {
    const own = runs.filter((run) => run.scenario === scenario);
    const faulted = own.filter((run) => !run.control);
    const trials = tallyOf(faulted);
    const counted = faulted.filter((run) => discardedFor(run) === undefined);
    return {
      scenario,
      trials,
      controls: tallyOf(own.filter((run) => run.control)),
      leastShare: leastShare(trials.passed, trials.passed + trials.missed),
      leastShareAtWorst: leastShare(trials.passed, trials.runs),
      rto: distributionsOf(counted, rtosOf).map(([service, found]) => ({ service, ...found })),
      rpo: distributionsOf(counted, rposOf).map(([store, found]) => ({ store, ...found })),
      lostAfterFault: lostAfterFaultIn(counted),
    };
  });
}

function tallyOf(runs: readonly RunFigures[]): Tally {
  const discarded = runs.filter((run) => discardedFor(run) !== undefined).length;
  const passed = runs.filter((run) => run.verdict === 'pass').length;
  return { runs: runs.length, passed, missed: runs.length - passed - discarded, discarded };
}

type Named = readonly (readonly [name: string, value: number])[];

function distributionsOf(runs: readonly RunFigures[], valuesOf: (run: RunFigures) => Named) {
  const byName = new Map<string, number[]>();
  for (const [name, value] of runs.flatMap(valuesOf)) {
    const values = byName.get(name) ?? [];
    byName.set(name, values);
    values.push(value);
  }
  return [...byName].flatMap(([name, values]) => {
    const found = distributionOf(values, leastGroupGapMs);
    return found ? [[name, found] as const] : [];
  });
}

function rtosOf({ services }: RunFigures): Named {
  const names = [...new Set(services.map((service) => service.name))];
  return names.flatMap((name) => {
    const worst = worstVantage(services, name);
    return worst ? [[name, worst.rtoMs] as const] : [];
  });
}

function lostAfterFaultIn(runs: readonly RunFigures[]): LostAfterFault[] {
  const byStore = Map.groupBy(
    runs.flatMap(({ stores }) => stores),
    ({ name }) => name,
  );
  return [...byStore].map(([store, found]) => {
    const lost = found.map(({ lostAfterFault }) => lostAfterFault);
    return {
      store,
      trials: lost.length,
      lossy: lost.filter(({ ops }) => ops > 0).length,
      ops: Math.max(...lost.map(({ ops }) => ops)),
      lastMs: Math.max(...lost.map(({ lastMs }) => lastMs)),
    };
  });
}

function rposOf({ stores }: RunFigures): Named {
  return stores.map(({ name, rpoMs }) => [name, rpoMs[1]] as const);
}
