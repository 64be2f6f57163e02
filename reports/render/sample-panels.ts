import type { Timeline } from '../../harness/judge/index.ts';
import { figurePanel, keyLine } from './figure-panel.ts';
import type { PlaceStyle } from './places.ts';
import { type Frame, type Panel, sampleLine } from './plot.ts';
import { byteTicks, linear } from './scale.ts';
import type { SampleSeries } from './series.ts';
import { bytes } from './words.ts';

/** How far each region's copy of the database is behind, in bytes of the write-ahead log. */
export function lagPanel(lags: Timeline['replicationLag'], frame: Frame, style: PlaceStyle): Panel {
  const shown = lags.flatMap((lag) =>
    lag.points.filter(([atMs]) => atMs >= frame.fromMs && atMs <= frame.toMs),
  );
  const high = shown.reduce((most, [, value]) => Math.max(most, value), 1024) * 1.25;
  return figurePanel({
    title: 'Replication lag',
    note: 'bytes, by region',
    height: 80,
    scale: (range) => linear([0, high], range),
    ticks: byteTicks(high, 3).map((value) => ({ value, text: bytes(value).replace('.0 ', ' ') })),
    keys: (top, drawn) =>
      lags.map((lag, index) =>
        keyLine(lag.region, style('line', lag.region), drawn.left + 8 + index * 110, top),
      ),
    draw: (y, _top, drawn) =>
      lags.map((lag) =>
        sampleLine({ at: lag.region, points: lag.points }, y, drawn, style('line', lag.region)),
      ),
  });
}

/** The share of time in which something waited for a CPU: the noise of the host itself. */
export function pressurePanel(series: readonly SampleSeries[]): Panel {
  return figurePanel({
    title: 'CPU pressure',
    note: 'host, share of time',
    height: 46,
    scale: (range) => linear([0, 1], range),
    ticks: [0, 0.5, 1].map((value) => ({ value, text: `${value * 100} %` })),
    draw: (y, _top, frame) => series.map((each) => sampleLine(each, y, frame, 'line-1')),
  });
}
