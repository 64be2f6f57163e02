import type { Judged } from '../../../harness/judge/index.ts';
import type { Stretch } from '../critical-path.ts';
import { html, type Markup } from '../markup.ts';
import type { Waterfall } from '../phases.ts';
import { pathOf, stretchName } from '../waterfall-rows.ts';
import { duration, moment } from '../words.ts';
import { partMeter } from './meter.ts';
import { figures, head, table } from './table.ts';

/** Which steps decided the length of the slowest vantage's outage; nothing if none was claimed. */
export function pathTable(slowest: Waterfall, judged: Judged): Markup {
  const path = pathOf(slowest, judged);
  if (path.length === 0) return html``;
  const caption = [
    `The critical path of ${slowest.vantage}, by the engine’s own claims: making a step of it`,
    'shorter would have brought service back sooner. Read backwards from recovery, before each',
    'step stands the one that had ended last when it began.',
  ];
  const heads = [
    head('Spent on'),
    figures('From'),
    figures('To'),
    figures('Took'),
    head('Of the time away'),
    head('Beside it, at no cost'),
  ];
  const rows = path.map((stretch) => row(stretch, slowest.totalMs));
  return table(caption.join(' '), heads, html`<tbody>${rows}</tbody>`);
}

function row(stretch: Stretch, awayMs: number): Markup {
  const { kind, startMs, endMs, beside } = stretch;
  const took = endMs - startMs;
  const words = kindWords[kind];
  return html`<tr><th scope="row">${words ?? stretchName(stretch)}</th>
<td class="n">${moment(startMs)}</td><td class="n">${moment(endMs)}</td>
<td class="n"><strong>${duration(took)}</strong></td>
<td class="measure">${awayMs > 0 && partMeter(took / awayMs, 'the time away')}</td>
<td class="soft">${beside.join(', ')}</td></tr>`;
}

const kindWords: Readonly<Partial<Record<Stretch['kind'], string>>> = {
  notice: 'noticing the fault',
  decide: 'deciding to fail over',
  after: 'clients coming back after the last step',
  wait: 'unexplained: no step that mattered was under way',
};
