import { html, type Markup } from './markup.ts';
import { type Frame, inside, type Panel, round } from './plot.ts';

/** One bar of a lane. */
export interface Bar {
  readonly label: string;
  /** Said when a pointer rests on it. */
  readonly hint: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly style: string;
}

const rowHeight = 17;
const letterWidth = 6.4;
const gap = 8;
/** More bars than this say nothing to an eye; the longest of them are drawn. */
const mostBars = 150;
/** Bars that only touch share a row, though rounding may let them overlap by this. */
const touch = 1;

interface Placed {
  readonly bar: Bar;
  readonly x: number;
  readonly width: number;
  /** What the width would be if it had not to be seen. */
  readonly wide: number;
  readonly textX: number;
  readonly textStyle: string;
  /** The place that bar and name take together. */
  readonly from: number;
  readonly to: number;
}

/** Bars with their names, packed into as few rows as keep every name readable. */
export function lanePanel(title: string, note: string, bars: readonly Bar[]): Panel {
  return (frame) => {
    const shown = bars.filter((bar) => isShown(bar, frame));
    const rows = packed(longest(shown).map((bar) => placed(bar, frame)));
    const left = shown.length - Math.min(mostBars, shown.length);
    const words = left > 0 ? `${note}; ${left} short ones not drawn` : note;
    const height = Math.max(title === '' ? 1 : 2, rows.length) * rowHeight;
    const first = (height - rows.length * rowHeight) / 2;
    return {
      height: height + 8,
      draw(top) {
        const middle = top + height / 2;
        return html`<g>
<text class="t-strong" x="12" y="${middle - 1}">${title}</text>
<text class="t-soft t-small" x="12" y="${title === '' ? top + 10 : middle + 12}">${words}</text>
<g class="moves">${rows.map((row, index) =>
          row.map((each) => laneBar(each, top + first + index * rowHeight)),
        )}</g></g>`;
      },
    };
  };
}

function longest(bars: readonly Bar[]): readonly Bar[] {
  if (bars.length <= mostBars) return bars;
  const length = (bar: Bar) => bar.endMs - bar.startMs;
  const kept = new Set(bars.toSorted((a, b) => length(b) - length(a)).slice(0, mostBars));
  return bars.filter((bar) => kept.has(bar));
}

function isShown(bar: Bar, frame: Frame): boolean {
  if (bar.startMs >= frame.toMs) return false;
  return bar.endMs > frame.fromMs || bar.startMs >= frame.fromMs;
}

/** The name stands in its bar when it fits, else after it, else before it. */
function placed(bar: Bar, frame: Frame): Placed {
  const x = inside(frame, bar.startMs);
  const wide = round(inside(frame, bar.endMs) - x);
  const width = Math.max(3, wide);
  const text = bar.label.length * letterWidth;
  const common = { bar, x, width, wide };
  if (text + 8 <= width) {
    return { ...common, textX: x + 5, textStyle: 't-in', from: x, to: x + width };
  }
  if (x + width + 4 + text <= frame.right) {
    return {
      ...common,
      textX: x + width + 4,
      textStyle: 't-out',
      from: x,
      to: x + width + text + 4 + gap,
    };
  }
  return {
    ...common,
    textX: x - 4,
    textStyle: 't-out t-end',
    from: x - text - 4 - gap,
    to: x + width,
  };
}

function packed(bars: readonly Placed[]): readonly (readonly Placed[])[] {
  const rows: Placed[][] = [];
  for (const bar of bars) {
    const row = rows.find((candidate) =>
      candidate.every((other) => other.to <= bar.from + touch || bar.to <= other.from + touch),
    );
    if (row) row.push(bar);
    else rows.push([bar]);
  }
  return rows;
}

function laneBar(place: Placed, top: number): Markup {
  const { bar, x, width, wide, textX, textStyle } = place;
  const widened = width > wide && html` data-wide="${wide}"`;
  return html`<g><title>${bar.hint}</title>
<rect class="${bar.style}" x="${x}" y="${top}" width="${width}"${widened} height="13" rx="2"/>
<text class="${textStyle}" x="${round(textX)}" y="${top + 10}">${bar.label}</text></g>`;
}
