import type { Judged } from '../../harness/judge/index.ts';
import { html, type Markup } from './markup.ts';
import { slowestOf, type Waterfall } from './phases.ts';
import { round } from './plot.ts';
import { linear, type Scale, timeTicks } from './scale.ts';
import {
  budgetRow,
  measuredRow,
  pathOf,
  pathRow,
  type Row,
  type Segment,
} from './waterfall-rows.ts';
import { duration } from './words.ts';

const width = 1080;
const left = 150;
const right = 970;
const rowHeight = 34;

/**
 * Stacked bars per vantage, with the critical path of the slowest; beneath, on a scale of its own,
 * the slowest beside the plan's budget.
 */
export function waterfallPicture(
  id: string,
  service: string,
  waterfalls: readonly Waterfall[],
  judged: Judged,
): Markup {
  const rows = waterfalls.map((waterfall) => measuredRow(waterfall, judged));
  const targetMs = judged.services.find((each) => each.name === service)?.targetMs ?? 0;
  const slowest = slowestOf(waterfalls);
  const path = slowest ? pathOf(slowest, judged) : [];
  const measured = [...rows, ...(path.length > 0 ? [pathRow(path)] : [])];
  const first = block('Measured at each vantage', measured, 0, null);
  const against = slowest ? againstRows(slowest, judged) : [];
  const second = block('Beside the budget of the plan', against, first.foot + 14, targetMs);
  return html`<svg viewBox="0 0 ${width} ${second.foot}"
 role="img" aria-labelledby="${id}-title ${id}-words">
<title id="${id}-title">Where the time went: ${service}</title>
<desc id="${id}-words">Stacked bars, one a vantage, with the critical path of the slowest, then
the slowest beside the budget; the tables that follow have the same figures.</desc>
${first.markup}${second.markup}</svg>`;
}

function againstRows(slowest: Waterfall, judged: Judged): readonly Row[] {
  return [
    { ...measuredRow(slowest, judged), label: `${slowest.vantage}, slowest` },
    ...(judged.budget.length > 0 ? [budgetRow(judged.budget)] : []),
  ];
}

function block(
  title: string,
  rows: readonly Row[],
  top: number,
  targetMs: number | null,
): { readonly markup: Markup; readonly foot: number } {
  const ends = rows.flatMap((row) => row.segments.map((segment) => segment.endMs));
  const starts = rows.flatMap((row) => row.segments.map((segment) => segment.startMs));
  const domain = [Math.min(0, ...starts), Math.max(1, ...ends, targetMs ?? 0)] as const;
  const x = linear(domain, [left, right]);
  // The target's name stands between the title and the bars.
  const first = top + (targetMs === null ? 34 : 48);
  const foot = first + rows.length * rowHeight;
  const markup = html`<g><text class="t-strong" x="12" y="${top + 20}">${title}</text>
${timeTicks(domain, 9).map((mark) => axisMark(mark, round(x(mark)), first, foot))}
${rows.map((row, index) => bars(row, first + index * rowHeight, x))}
${targetMs !== null && targetMark(targetMs, round(x(targetMs)), first, foot)}</g>`;
  return { markup, foot: foot + 26 };
}

function axisMark(mark: number, at: number, top: number, foot: number): Markup {
  return html`<line class="grid" x1="${at}" x2="${at}" y1="${top - 4}" y2="${foot}"/>
<text class="t-soft t-mid" x="${at}" y="${foot + 14}">${duration(mark)}</text>`;
}

function targetMark(targetMs: number, at: number, top: number, foot: number): Markup {
  return html`<line class="target" x1="${at}" x2="${at}" y1="${top - 6}" y2="${foot}"/>
<text class="t-target t-mid" x="${at}" y="${top - 10}">target ${duration(targetMs)}</text>`;
}

function bars(row: Row, top: number, x: Scale): Markup {
  const end = Math.max(left, ...row.segments.map((segment) => x(segment.endMs)));
  return html`<text class="t-end" x="${left - 10}" y="${top + 17}">${row.label}</text>
${row.segments.map((segment) => segmentMarkup(segment, top, x))}
<text class="t-strong" x="${round(end + 8)}" y="${top + 17}">${row.total}</text>`;
}

function segmentMarkup(segment: Segment, top: number, x: Scale): Markup {
  const start = round(x(segment.startMs));
  const wide = round(x(segment.endMs) - start);
  // A hair of paper between neighbours tells them apart without their colours.
  const shown = Math.max(1, wide - 1);
  const text = segment.texts.find((candidate) => candidate.length * 6.4 + 6 <= wide);
  const middle = round(start + shown / 2);
  return html`<g><title>${segment.hint}</title>
<rect class="${segment.style}" x="${start}" y="${top}" width="${shown}" height="24"/>
${text && html`<text class="t-in t-mid" x="${middle}" y="${top + 16}">${text}</text>`}</g>`;
}
