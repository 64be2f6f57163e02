import { html, type Markup } from './markup.ts';
import type { Scale } from './scale.ts';
import type { Bins, SampleSeries } from './series.ts';

/** The part of a picture that shares one axis of time. */
export interface Frame {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly x: Scale;
}

/** A strip of a picture, once it knows its frame: how high it is, and what to draw below `top`. */
export type Panel = (frame: Frame) => {
  readonly height: number;
  readonly draw: (top: number) => Markup;
};

/** A coordinate with as many digits as an eye can see, also in a picture that is zoomed into. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A moment moved to the edge of the frame when it lies outside. */
export function inside(frame: Frame, ms: number): number {
  return round(frame.x(Math.min(frame.toMs, Math.max(frame.fromMs, ms))));
}

/** Filled steps from the panel's foot up to each bin's value; nothing where nothing was seen. */
export function stepArea(bins: Bins, y: Scale, frame: Frame, style: string): Markup {
  const foot = round(y(0));
  let path = '';
  let end: number | null = null;
  bins.values.forEach((value, index) => {
    const startMs = bins.startMs + index * bins.binMs;
    if (value === null || startMs >= frame.toMs || startMs + bins.binMs <= frame.fromMs) {
      if (end !== null) path += `V${foot}Z`;
      end = null;
      return;
    }
    const start = inside(frame, startMs);
    path += end === null ? `M${start} ${foot}V${round(y(value))}` : `V${round(y(value))}`;
    end = inside(frame, startMs + bins.binMs);
    path += `H${end}`;
  });
  if (end !== null) path += `V${foot}Z`;
  return html`<path class="${style}" d="${path}"/>`;
}

/** A line through the middles of the bins, broken where nothing was seen. */
export function binLine(bins: Bins, y: Scale, frame: Frame, style: string): Markup {
  const points = bins.values.map((value, index) => ({
    atMs: bins.startMs + (index + 0.5) * bins.binMs,
    value,
  }));
  return line(points, y, frame, style);
}

/** A line through samples, thinned to what a screen can show, keeping the highest. */
export function sampleLine(series: SampleSeries, y: Scale, frame: Frame, style: string): Markup {
  const highest = new Map<number, { readonly atMs: number; readonly value: number }>();
  for (const [atMs, value] of series.points) {
    const column = Math.round(frame.x(atMs));
    const known = highest.get(column);
    if (!known || value > known.value) highest.set(column, { atMs, value });
  }
  return line(withBreaks([...highest.values()]), y, frame, style);
}

/** Breaks the line where samples were missing: where a gap is far wider than the usual one. */
function withBreaks(points: readonly { readonly atMs: number; readonly value: number }[]) {
  const gaps = points.slice(1).map((point, index) => point.atMs - (points[index]?.atMs ?? 0));
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  return points.flatMap((point, index) =>
    (gaps[index - 1] ?? 0) > 5 * usual ? [{ atMs: point.atMs, value: null }, point] : [point],
  );
}

function line(
  points: readonly { readonly atMs: number; readonly value: number | null }[],
  y: Scale,
  frame: Frame,
  style: string,
): Markup {
  let path = '';
  let pen = 'M';
  points.forEach((point, index) => {
    if (point.value === null || point.atMs < frame.fromMs || point.atMs > frame.toMs) {
      pen = 'M';
      return;
    }
    path += `${pen}${round(frame.x(point.atMs))} ${round(y(point.value))}`;
    // A value with no neighbours would be invisible as a line of no length.
    if (pen === 'M' && (points[index + 1]?.value ?? null) === null) path += 'h1';
    pen = 'L';
  });
  return html`<path class="${style}" d="${path}"/>`;
}
