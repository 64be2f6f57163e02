import { UsageError } from '../../harness/cli/usage-error.ts';
import type { JudgedStore, Rto } from '../../harness/judge/index.ts';
import { type Figure, medianOf } from './figure.ts';
import { beyondMs, configuredMs, lateMs, promotedMs, routingMs } from './outage.ts';
import type { SavedRun } from './saved-run.ts';

const TRIALS = 20;
/** Of writes that were acknowledged, beyond those that were on their way. */
const RPO_BEYOND_LINK_MS = 100;
/** Beyond the time for which a resolver may keep the old answer. */
const BEYOND_TTL_S = 1;
const END_TO_END_S = 300;

type Figures = (runs: readonly SavedRun[]) => readonly Figure[];

/** What saved runs of a scenario are asked. */
const asked: Readonly<Record<string, Figures>> = {
  database_primary_failure: (runs) => [...outage(runs), ...lossOfPostgres(runs)],
  region_wide_outage: (runs) => [...endToEnd(runs), ...lossOfPostgres(runs)],
  planned_switchover: nothingLost,
  failback: nothingLost,
};

/** The figures of each scenario apart. Throws UsageError for one that nothing is asked of. */
export function figuresOf(runs: readonly SavedRun[]): Figure[] {
  const byScenario = Map.groupBy(runs, ({ judged }) => judged.scenario);
  return [...byScenario].flatMap(([scenario, own]) => {
    const figures = asked[scenario];
    if (figures) return figures(own);
    throw new UsageError(`nothing is asked of ${scenario}, only of ${Object.keys(asked)}`);
  });
}

function outage(runs: readonly SavedRun[]): Figure[] {
  const beyond = runs.map(({ judged, plan }) => beyondMs(promotedMs(judged), plan) / 1_000);
  const resolved = runs.flatMap(({ judged, plan }) =>
    judged.services.map(({ rtoMs }) => beyondMs(numberOf(rtoMs), plan) / 1_000),
  );
  const held = runs.map(({ plan }) => `${configuredMs(plan) / 1_000} s`);
  const of = `${countOf(runs)} of ${TRIALS}, beyond ${[...new Set(held)].join(' or ')}`;
  const ttlS = Math.min(...runs.map(({ plan }) => plan.dns.ttlMs)) / 1_000;
  const routingS = Math.max(...runs.map(({ plan }) => routingMs(plan))) / 1_000;
  const clients = [
    `median ${medianOf(resolved).toFixed(2)} s`,
    `TTL ${ttlS} s`,
    `routing control ${routingS.toFixed(1)} s not taken off`,
  ];
  const what = 'Postgres takes no writes';
  return [
    {
      what: `${what}, median`,
      value: medianOf(beyond),
      limit: 1,
      unit: 's',
      of: `${of}: ${lateness(runs)}`,
    },
    { what: `${what}, worst`, value: Math.max(...beyond), limit: 2, unit: 's', of },
    {
      what: 'outage at clients that resolve, worst',
      value: Math.max(...resolved),
      limit: ttlS + BEYOND_TTL_S,
      unit: 's',
      of: `${of}, ${clients.join(', ')}`,
    },
  ];
}

/** Medians of what the engine claims. */
function lateness(runs: readonly SavedRun[]): string {
  const all = runs.map(({ judged, plan }) => lateMs(judged, plan));
  const middle = (of: (each: ReturnType<typeof lateMs>) => number) =>
    `${(medianOf(all.map(of)) / 1_000).toFixed(2)} s`;
  const decided = `decided ${middle((each) => each.decided)} late`;
  const fenced = `fenced ${middle((each) => each.fenced)} late`;
  return `${decided}, ${fenced}, promoted in ${middle((each) => each.promoted)}`;
}

function endToEnd(runs: readonly SavedRun[]): Figure[] {
  const worst = runs.map(({ judged, plan }) => {
    const at = (vantage: string) => judged.services.filter((row) => row.vantage === vantage);
    const unseen = plan.vantages.filter((vantage) => at(vantage).length === 0);
    if (unseen.length > 0) throw new RangeError(`nobody was watched at ${unseen}`);
    return Math.max(...judged.services.map(({ rtoMs }) => numberOf(rtoMs))) / 1_000;
  });
  const of = `${countOf(runs)}, worst of the vantages, median ${medianOf(worst).toFixed(2)} s`;
  return [
    {
      what: 'a lost region, end to end',
      value: Math.max(...worst),
      limit: END_TO_END_S,
      unit: 's',
      of,
    },
  ];
}

/** Each run against its own link, so that the value is what is over and above it. */
function lossOfPostgres(runs: readonly SavedRun[]): Figure[] {
  const beyond = runs.map((run) => {
    const store = storeNamed(run, 'postgres');
    const { links, judged } = run;
    const old = judged.timeline.writable.find(({ spans }) => spans.some(([from]) => from <= 0));
    const link = links.find(({ from, to }) => from === store.region && to === old?.region);
    if (!link) throw new RangeError(`no link from ${store.region} to ${old?.region}`);
    return lostMs(store) - link.delayMs;
  });
  const scenario = runs[0]?.judged.scenario ?? '';
  return [
    {
      what: `lost of Postgres beyond the delay of its link, ${scenario}`,
      value: Math.max(...beyond),
      limit: RPO_BEYOND_LINK_MS,
      unit: 'ms',
      of: `${countOf(runs)}, worst, median ${medianOf(beyond).toFixed(0)} ms`,
    },
  ];
}

function nothingLost(runs: readonly SavedRun[]): Figure[] {
  const lost = runs.map(({ judged }) =>
    judged.stores.reduce((sum, { rpoOps, lostAfterFault }) => {
      return sum + rpoOps[0] + lostAfterFault.ops;
    }, 0),
  );
  const scenario = runs[0]?.judged.scenario ?? '';
  const value = lost.reduce((sum, one) => sum + one, 0);
  const what = `acknowledged and lost, ${scenario}`;
  return [{ what, value, limit: 0, unit: 'writes', of: `${countOf(runs)}, all stores` }];
}

/** What was acknowledged and is lost; what nobody was told is done counts for nothing. */
function lostMs({ rpoMs, lostAfterFault }: JudgedStore): number {
  return rpoMs[0] + lostAfterFault.lastMs;
}

function storeNamed({ judged }: SavedRun, name: string): JudgedStore {
  const store = judged.stores.find((each) => each.name === name);
  if (!store || store.region === '') throw new RangeError(`${name} was not read back`);
  return store;
}

function numberOf(rto: Rto): number {
  if (rto === 'unmeasured') throw new RangeError('the outage of a run was not measured');
  return rto === 'infinity' ? Number.POSITIVE_INFINITY : rto;
}

/** Runs that are no pass are counted all the same: who leaves them out measures only luck. */
function countOf(runs: readonly SavedRun[]): string {
  const other = runs.filter(({ judged }) => judged.verdict !== 'pass').length;
  return `${runs.length} runs${other > 0 ? ` (${other} no pass)` : ''}`;
}
