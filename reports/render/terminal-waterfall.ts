import type { Judged, PhaseName } from '../../harness/judge/index.ts';
import { phaseMs, phaseOrder, type Waterfall, waterfallsOf } from './phases.ts';
import { rtoText } from './sentences.ts';
import { type Column, textTable } from './terminal-table.ts';
import { duration } from './words.ts';

/** The waterfall as bars of digits, and the table that is their key; empty when there is none. */
export function waterfallLines(judged: Judged, width: number): readonly string[] {
  const services = Map.groupBy(waterfallsOf(judged.waterfall), (waterfall) => waterfall.service);
  return [...services].flatMap(([service, waterfalls]) => [
    `Where the time went: ${service}`,
    '',
    ...bars(waterfalls, judged, width),
    '',
    ...figures(waterfalls, judged, width),
    '',
  ]);
}

function bars(waterfalls: readonly Waterfall[], judged: Judged, width: number): readonly string[] {
  const labels = Math.max(...waterfalls.map((waterfall) => waterfall.vantage.length));
  const totals = waterfalls.map((waterfall) => rtoOf(waterfall, judged));
  const room = Math.max(10, width - labels - 4 - Math.max(...totals.map((total) => total.length)));
  const longest = Math.max(1, ...waterfalls.map((waterfall) => waterfall.totalMs));
  return waterfalls.map((waterfall, index) => {
    const label = waterfall.vantage.padEnd(labels);
    return `${label}  ${textBar(waterfall, room / longest)}  ${totals[index]}`;
  });
}

/** Cells are cut at rounded ends, so that a bar is as long as its sum, whatever its parts. */
function textBar(waterfall: Waterfall, cellsPerMs: number): string {
  let ms = 0;
  return waterfall.bars
    .map((bar) => {
      const from = Math.round(ms * cellsPerMs);
      ms += bar.endMs - bar.startMs;
      return key(bar.phase).repeat(Math.round(ms * cellsPerMs) - from);
    })
    .join('');
}

function key(phase: PhaseName): string {
  return phase === 'unexplained' ? '?' : String(phaseOrder.indexOf(phase) + 1);
}

function figures(
  waterfalls: readonly Waterfall[],
  judged: Judged,
  width: number,
): readonly string[] {
  const columns: readonly Column[] = [
    { head: '', align: 'right' },
    { head: 'Until', align: 'left' },
    // Where there is no room for all, the fastest are left out.
    ...waterfalls.map(
      ({ vantage, totalMs }): Column => ({
        head: vantage,
        align: 'right',
        dropRank: 1 + waterfalls.filter((other) => other.totalMs > totalMs).length,
      }),
    ),
  ];
  const rows = phaseOrder
    .filter((phase) => waterfalls.some((waterfall) => phaseMs(waterfall, phase) !== undefined))
    .map((phase) => [
      key(phase),
      phase,
      ...waterfalls.map((waterfall) => {
        const ms = phaseMs(waterfall, phase);
        return ms === undefined ? '–' : duration(ms);
      }),
    ]);
  const sums = ['', 'time away', ...waterfalls.map((waterfall) => rtoOf(waterfall, judged))];
  return textTable(columns, [...rows, sums], width);
}

function rtoOf(waterfall: Waterfall, judged: Judged): string {
  const service = judged.services.find(
    (each) => each.name === waterfall.service && each.vantage === waterfall.vantage,
  );
  return service?.rtoMs === 'infinity' ? rtoText('infinity') : duration(waterfall.totalMs);
}
