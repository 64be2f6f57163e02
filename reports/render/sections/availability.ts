import type { JudgedAvailability } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { duration, nines } from '../words.ts';
import { meter } from './meter.ts';
import { figures, head, table } from './table.ts';

/** The downtime of this one run beside what a whole year may have. */
export function availabilityTable(availability: readonly JudgedAvailability[]): Markup {
  if (availability.length === 0) return html``;
  const caption = [
    'Availability: the share of operations that succeeded in this run,',
    'and how much of a year’s allowance this one failure used up.',
  ];
  const heads = [
    head('Service'),
    head('Seen from'),
    figures('Succeeded'),
    figures('Away'),
    head('Promised'),
    figures('Allowed a year'),
    head('Used by this run'),
  ];
  return table(caption.join(' '), heads, html`<tbody>${availability.flatMap(rows)}</tbody>`);
}

function rows(each: JudgedAvailability): readonly Markup[] {
  const { targets } = each;
  const span = Math.max(1, targets.length);
  const lead = html`<th scope="rowgroup" class="whole" rowspan="${span}">${each.service}</th>
<td class="whole" rowspan="${span}">${each.vantage}</td>
<td class="n" rowspan="${span}">${nines(each.share)}</td>
<td class="n" rowspan="${span}"><strong>${duration(each.downMs)}</strong></td>`;
  if (targets.length === 0) return [html`<tr>${lead}<td colspan="3">nothing</td></tr>`];
  return targets.map(
    (target, index) => html`<tr>${index === 0 && lead}
<td class="whole">${nines(target.share)} <span class="soft">${target.name}</span></td>
<td class="n">${duration(target.yearMs)}</td>
<td class="measure">${meter(target.used, 'the year’s allowance')}</td></tr>`,
  );
}
