import { systemClock } from '../engine/index.ts';
import { onInterrupt } from '../harness/cli/interrupt.ts';
import { plainProgress } from '../harness/cli/plain-progress.ts';
import { defaultTopology, preparePlan } from '../harness/drill/prepare.ts';
import { withRegions } from '../harness/drill/with-regions.ts';
import { drillFigures } from './bench/drill-figures.ts';
import { describeFigure, type Figure } from './bench/figure.ts';
import { judging } from './bench/judging.ts';
import { linkOverhead } from './bench/link-overhead.ts';
import { recording } from './bench/recording.ts';
import { reportFigures } from './bench/report.ts';
import { warmStart } from './bench/warm-start.ts';

/** Regions whose own vantages have links without delay. */
const root = process.cwd();
const topology = await defaultTopology(root);
const links = topology.links.map((link) =>
  link.from === link.to ? { ...link, delayMs: 0 } : link,
);
const prepared = await preparePlan('fixtures/plans/semantest.yaml', 'realtime');
using interrupt = onInterrupt(process);
const progress = plainProgress(process.stderr, systemClock);
const tools = { clock: systemClock, progress, signal: interrupt.signal };

const figures: Figure[] = [
  ...(await recording()),
  ...(await judging()),
  ...(await reportFigures()),
];
const request = { root, scenario: 'bench', prepared, topology: { ...topology, links } };
await withRegions(request, tools, async (regions, startMs) => {
  figures.push(await linkOverhead(regions));
  figures.push(await warmStart(regions, startMs));
});
figures.push(...(await drillFigures('fast', 90)), ...(await drillFigures('realtime', 240)));
for (const figure of figures) process.stdout.write(`${describeFigure(figure)}\n`);
process.exitCode = figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
