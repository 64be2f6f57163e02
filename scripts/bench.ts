import { systemClock } from '../engine/index.ts';
import { explain } from '../harness/cli/explain.ts';
import { onInterrupt } from '../harness/cli/interrupt.ts';
import { plainProgress } from '../harness/cli/plain-progress.ts';
import { UsageError } from '../harness/cli/usage-error.ts';
import { defaultTopology, preparePlan } from '../harness/drill/prepare.ts';
import { withRegions } from '../harness/drill/with-regions.ts';
import { drillFigures } from './bench/drill-figures.ts';
import { describeFigure, type Figure } from './bench/figure.ts';
import { judging } from './bench/judging.ts';
import { linkOverhead } from './bench/link-overhead.ts';
import { recording } from './bench/recording.ts';
import { reportFigures } from './bench/report.ts';
import { warmStart } from './bench/warm-start.ts';

/** What can be measured, in this order; by name, some of it alone. */
const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  recording,
  judging,
  report: reportFigures,
  regions: regionFigures,
  drills: async () => [
    ...(await drillFigures('fast', 90)),
    ...(await drillFigures('realtime', 240)),
  ],
};

/** Regions whose own vantages have links without delay. */
async function regionFigures(): Promise<readonly Figure[]> {
  const root = process.cwd();
  const topology = await defaultTopology(root);
  const links = topology.links.map((link) =>
    link.from === link.to ? { ...link, delayMs: 0 } : link,
  );
  const prepared = await preparePlan('fixtures/plans/semantest.yaml', 'realtime');
  using interrupt = onInterrupt(process);
  const progress = plainProgress(process.stderr, systemClock);
  const tools = { clock: systemClock, progress, signal: interrupt.signal };
  const request = { root, scenario: 'bench', prepared, topology: { ...topology, links } };
  const figures: Figure[] = [];
  await withRegions(request, tools, async (regions, startMs) => {
    figures.push(await linkOverhead(regions));
    figures.push(await warmStart(regions, startMs));
  });
  return figures;
}

async function main(asked: readonly string[]): Promise<number> {
  const known = Object.keys(benches);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`no bench ${unknown}; there are: ${known}`);
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(benches)) {
    if (asked.length === 0 || asked.includes(name)) figures.push(...(await measure()));
  }
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
