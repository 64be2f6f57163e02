import type { Judged } from '../../harness/judge/index.ts';
import { figurePanel, keyLine } from './figure-panel.ts';
import { html, type Markup } from './markup.ts';
import type { PlaceStyle } from './places.ts';
import { binLine, type Frame, inside, type Panel, round, stepArea } from './plot.ts';
import { linear, logarithmic, ticks } from './scale.ts';
import type { Bins, VantageSeries } from './series.ts';
import { duration, number } from './words.ts';

/** What the clients saw: success by vantage, latency, and answered operations. */
export function clientPanels(
  series: readonly VantageSeries[],
  judged: Judged,
  style: PlaceStyle,
): readonly Panel[] {
  if (series.length === 0) return [];
  return [
    ...series.map((each) => successPanel(each, awayMs(each, judged), style)),
    latencyPanel(series, style),
    ratePanel(series),
  ];
}

/** The same of what k6 saw at its vantage; its time away is not judged. */
export function k6Panels(series: VantageSeries, style: PlaceStyle): readonly Panel[] {
  return [
    successPanel(series, 0, style),
    latencyPanel([series], style, 'Latency, k6'),
    ratePanel([series], 'Answered, k6'),
  ];
}

function awayMs(series: VantageSeries, judged: Judged): number {
  const service = judged.services.find(
    (each) => each.name === series.service && each.vantage === series.vantage,
  );
  const rto = service?.rtoMs ?? 0;
  if (rto === 'unmeasured') return 0;
  return rto === 'infinity' ? Number.POSITIVE_INFINITY : rto;
}

function successPanel(series: VantageSeries, away: number, style: PlaceStyle): Panel {
  return figurePanel({
    title: series.vantage,
    note: `success, ${series.service}`,
    height: 46,
    scale: (range) => linear([0, 1], range),
    ticks: [
      { value: 0, text: '0 %' },
      { value: 1, text: '100 %' },
    ],
    draw: (y, top, frame) => [
      stepArea(series.successRate, y, frame, style('area', series.vantage)),
      awayMark(away, top, frame),
    ],
  });
}

function awayMark(away: number, top: number, frame: Frame): Markup {
  if (away <= 0) return html``;
  const start = inside(frame, 0);
  const end = inside(frame, away);
  const text =
    away === Number.POSITIVE_INFINITY ? 'away, never came back' : `away ${duration(away)}`;
  const room = end - start > text.length * 6.2;
  const [style, x] = room ? ['t-fault t-mid', round((start + end) / 2)] : ['t-fault', end + 5];
  return html`<rect class="down" x="${start}" y="${top}" width="${round(end - start)}" height="46"/>
<text class="${style}" x="${x}" y="${top + 27}">${text}</text>`;
}

function latencyPanel(
  series: readonly VantageSeries[],
  style: PlaceStyle,
  title = 'Latency',
): Panel {
  const seen = series.flatMap((each) => [...present(each.p50Ms), ...present(each.p99Ms)]);
  const low = 10 ** Math.floor(Math.log10(Math.max(1, Math.min(...seen, 10))));
  // Room for the key above the slowest.
  const high = 10 ** Math.ceil(Math.log10(2 * Math.max(...seen, low * 5)));
  const decades = Math.round(Math.log10(high / low));
  return figurePanel({
    title,
    note: 'p99 thick, p50 thin',
    height: 110,
    scale: (range) => logarithmic([low, high], range),
    ticks: Array.from({ length: decades + 1 }, (_, power) => {
      const value = low * 10 ** power;
      return { value, text: duration(value) };
    }),
    keys: (top, frame) =>
      series.map((each, index) =>
        keyLine(each.vantage, style('line', each.vantage), frame.left + 8 + index * 110, top),
      ),
    draw: (y, _top, frame) =>
      series.flatMap((each) => [
        binLine(each.p50Ms, y, frame, `${style('line', each.vantage)} thin`),
        binLine(each.p99Ms, y, frame, style('line', each.vantage)),
      ]),
  });
}

function ratePanel(series: readonly VantageSeries[], title = 'Answered'): Panel {
  const total = summed(series.map((each) => each.okPerSecond));
  const high = Math.max(1, ...present(total)) * 1.1;
  return figurePanel({
    title,
    note: 'operations/s, all',
    height: 60,
    scale: (range) => linear([0, high], range),
    ticks: ticks([0, high], 3).map((value) => ({ value, text: number(value) })),
    draw: (y, _top, frame) => [stepArea(total, y, frame, 'area-all')],
  });
}

function summed(all: readonly Bins[]): Bins {
  const first = all[0] ?? { startMs: 0, binMs: 1000, values: [] };
  return {
    ...first,
    values: first.values.map((_, bin) =>
      all.reduce((total, bins) => total + (bins.values[bin] ?? 0), 0),
    ),
  };
}

function present(bins: Bins): readonly number[] {
  return bins.values.filter((value) => value !== null);
}
