import { html, type Markup } from './markup.ts';
import { type Frame, type Panel, round } from './plot.ts';
import type { Scale } from './scale.ts';

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/**
 * A panel with a scale of figures on its left; `draw` fills it with what lies on the axis of time,
 * `keys` says what its lines stand for.
 */
export function figurePanel(options: {
  readonly title: string;
  readonly note?: string;
  readonly height: number;
  readonly scale: (range: readonly [number, number]) => Scale;
  readonly ticks: readonly Tick[];
  readonly draw: (y: Scale, top: number, frame: Frame) => readonly Markup[];
  readonly keys?: (top: number, frame: Frame) => readonly Markup[];
}): Panel {
  return (frame) => ({
    height: options.height + 10,
    draw(top) {
      const y = options.scale([top + options.height, top + 5]);
      const middle = top + options.height / 2;
      const width = frame.right - frame.left;
      const note =
        options.note &&
        html`<text class="t-soft t-small" x="12" y="${middle + 14}">${options.note}</text>`;
      return html`<g>
<rect class="panel" x="${frame.left}" y="${top}" width="${width}" height="${options.height}"/>
${options.ticks.map((tick) => gridLine(tick, round(y(tick.value)), frame))}
<text class="t-strong" x="12" y="${middle}">${options.title}</text>
${note}
<g class="moves">${options.draw(y, top, frame)}</g>
${options.keys?.(top, frame)}
</g>`;
    },
  });
}

function gridLine(tick: Tick, at: number, frame: Frame): Markup {
  return html`<line class="grid" x1="${frame.left}" x2="${frame.right}" y1="${at}" y2="${at}"/>
<text class="t-soft t-small t-end" x="${frame.left - 6}" y="${at + 3.5}">${tick.text}</text>`;
}

/** A short piece of a line and what it stands for. */
export function keyLine(label: string, style: string, x: number, top: number): Markup {
  return html`<path class="${style}" d="M${x} ${top + 12}h22"/>
<text class="t-small t-soft" x="${x + 26}" y="${top + 15.5}">${label}</text>`;
}
