import { systemClock } from '../engine/index.ts';
import { explain } from '../harness/cli/explain.ts';
import { onInterrupt } from '../harness/cli/interrupt.ts';
import { plainProgress } from '../harness/cli/plain-progress.ts';
import { UsageError } from '../harness/cli/usage-error.ts';
import type { OpenRegions } from '../harness/drill/open-regions.ts';
import { defaultTopology, type PreparedPlan, preparePlan } from '../harness/drill/prepare.ts';
import { withRegions } from '../harness/drill/with-regions.ts';
import type { Topology } from '../harness/regions/topology.ts';
import { deciding } from './bench/deciding.ts';
import { drillFigures } from './bench/drill-figures.ts';
import { describeFigure, type Figure } from './bench/figure.ts';
import { idleEngine } from './bench/idle-engine.ts';
import { judging } from './bench/judging.ts';
import { k6Overhead } from './bench/k6-overhead.ts';
import { linkOverhead } from './bench/link-overhead.ts';
import { recording } from './bench/recording.ts';
import { reportFigures } from './bench/report.ts';
import { savedRuns } from './bench/saved-run.ts';
import { figuresOf } from './bench/saved-run-figures.ts';
import { switchovers } from './bench/switchover.ts';
import { warmStart } from './bench/warm-start.ts';

/** What can be measured, in this order; by name, some of it alone. */
const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  recording,
  judging,
  report: reportFigures,
  deciding,
  regions: regionFigures,
  k6: k6Figures,
  idle: idleFigures,
  switchover: switchovers,
  drills: async () => [
    ...(await drillFigures('fast', 90)),
    ...(await drillFigures('realtime', 240)),
  ],
};

async function regionFigures(): Promise<readonly Figure[]> {
  return inRegions(await withoutDelay(), async ({ open: { regions, startMs } }) => [
    await linkOverhead(regions),
    await warmStart(regions, startMs),
  ]);
}

async function k6Figures(): Promise<readonly Figure[]> {
  return inRegions(await withoutDelay(), async ({ open, signal }) => [
    await k6Overhead(open, signal),
  ]);
}

/** Regions whose own vantages have links without delay. */
async function withoutDelay(): Promise<Topology> {
  const topology = await defaultTopology(process.cwd());
  const links = topology.links.map((link) =>
    link.from === link.to ? { ...link, delayMs: 0 } : link,
  );
  return { ...topology, links };
}

async function idleFigures(): Promise<readonly Figure[]> {
  const topology = await defaultTopology(process.cwd());
  return inRegions(topology, ({ open, prepared, signal }) =>
    idleEngine(open.regions, prepared, signal),
  );
}

interface Begun {
  readonly open: OpenRegions;
  readonly prepared: PreparedPlan;
  readonly signal: AbortSignal;
}

async function inRegions(
  topology: Topology,
  measure: (begun: Begun) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const prepared = await preparePlan('fixtures/plans/semantest.yaml', 'realtime');
  using interrupt = onInterrupt(process);
  const { signal } = interrupt;
  const progress = plainProgress(process.stderr, systemClock);
  const tools = { clock: systemClock, progress, signal };
  const request = {
    root: process.cwd(),
    scenario: 'bench',
    prepared,
    topology,
    runtime: 'embedded' as const,
  };
  return withRegions(request, tools, (open) => measure({ open, prepared, signal }));
}

async function measured(asked: readonly string[]): Promise<readonly Figure[]> {
  const [first, ...names] = asked;
  if (first === 'runs') {
    if (names.length === 0) throw new UsageError('runs: expected saved runs, or sets of trials');
    return figuresOf(await savedRuns(process.cwd(), names));
  }
  const known = Object.keys(benches);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`no bench ${unknown}; there are: ${known}, and runs RUN…`);
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(benches)) {
    if (asked.length === 0 || asked.includes(name)) figures.push(...(await measure()));
  }
  return figures;
}

async function main(asked: readonly string[]): Promise<number> {
  const figures = await measured(asked);
  for (const figure of figures) process.stdout.write(`${describeFigure(figure)}\n`);
  return figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { text, code } = explain(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
