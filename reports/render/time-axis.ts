import type { Judged } from '../../harness/judge/index.ts';
import { html, type Markup } from './markup.ts';
import { type Frame, round } from './plot.ts';
import { timeTicks } from './scale.ts';
import { moment } from './words.ts';

type Origin = Judged['origin'];

const zeroWord = (origin: Origin) => (origin === 't0' ? 't0' : '0 s');

/** What the script needs to zoom into a picture of time; such a picture has `moves` and an axis. */
export function zoomable(id: string, frame: Frame, origin: Origin): Markup {
  return html`id="${id}" class="zoomable" role="img"
 data-from="${frame.fromMs}" data-to="${frame.toMs}" data-left="${frame.left}"
 data-right="${frame.right}" data-zero="${zeroWord(origin)}"`;
}

/** The room of what moves; used only while a picture is zoomed into. */
export function clipPath(id: string, frame: Frame): Markup {
  const width = frame.right - frame.left;
  return html`<clipPath id="${id}-clip">
<rect x="${frame.left}" y="0" width="${width}" height="9999"/></clipPath>`;
}

/** The axis below a picture. */
export function timeAxis(frame: Frame, top: number, origin: Origin): Markup {
  const marks = timeTicks([frame.fromMs, frame.toMs], 10);
  const y = round(top);
  return html`<line class="axis" x1="${frame.left}" x2="${frame.right}" y1="${y}" y2="${y}"/>
<g class="ticks" data-y="${y}">${marks.map((mark) => {
    const at = round(frame.x(mark));
    const word = mark === 0 ? zeroWord(origin) : moment(mark);
    return html`<line class="axis" x1="${at}" x2="${at}" y1="${y}" y2="${y + 4}"/>
<text class="t-soft t-mid" x="${at}" y="${y + 17}">${word}</text>`;
  })}</g>`;
}
