import type { Judged, PhaseName } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import {
  phaseMs,
  phaseOrder,
  phaseWords,
  slowestOf,
  type Waterfall,
  waterfallsOf,
} from '../phases.ts';
import { rtoText } from '../sentences.ts';
import { waterfallPicture } from '../waterfall-picture.ts';
import { duration } from '../words.ts';
import { budgetTable } from './budget.ts';
import { pathTable } from './critical-path.ts';
import { figures, head, table } from './table.ts';

/** Where the time went: a picture and the same figures as a table that adds up. */
export function waterfallSection(judged: Judged): Markup {
  const services = Map.groupBy(waterfallsOf(judged.waterfall), (waterfall) => waterfall.service);
  const parts = [...services].map(([service, waterfalls], index) =>
    servicePart(`waterfall-${index + 1}`, service, waterfalls, judged),
  );
  return html`<section aria-labelledby="waterfall"><h2 id="waterfall">Where the time went</h2>
<p>From the moment the fault bit until service was as before. Each phase ends with the event that it
is named after; together they are the time away, and what nothing explains is a phase of its
own.</p>
${parts.length > 0 ? parts : nothing}</section>`;
}

const nothing = html`<p>There is no waterfall: nothing was measured from a fault that bit.</p>`;

function servicePart(
  id: string,
  service: string,
  waterfalls: readonly Waterfall[],
  judged: Judged,
): Markup {
  const phases = phaseOrder.filter((phase) =>
    waterfalls.some((waterfall) => phaseMs(waterfall, phase) !== undefined),
  );
  const slowest = slowestOf(waterfalls);
  const heads = [
    head('Phase'),
    ...waterfalls.map(({ vantage }) => figures(vantage)),
    head('Known from'),
  ];
  const body = html`<tbody>${phases.map((phase) => phaseRow(phase, waterfalls))}</tbody>
<tfoot><tr><th scope="row">Time away</th>
${waterfalls.map((waterfall) => figure(total(waterfall, judged)))}<td></td></tr></tfoot>`;
  return html`<h3>${service}</h3>
<figure class="scroll">${waterfallPicture(id, service, waterfalls, judged)}</figure>
${table('The same, in figures.', heads, body)}
${slowest && pathTable(slowest, judged)}
${slowest && budgetTable(slowest, judged)}`;
}

function phaseRow(phase: PhaseName, waterfalls: readonly Waterfall[]): Markup {
  const index = phaseOrder.indexOf(phase);
  const key = phase === 'unexplained' ? 'gap' : `phase-${index + 1}`;
  const sources = new Set(
    waterfalls
      .flatMap((each) => each.bars.filter((bar) => bar.phase === phase))
      .map((bar) => bar.source),
  );
  const known = [...sources].map((source) => sourceWords[source]).join(', ');
  return html`<tr><th scope="row"><span class="key ${key}"></span>${phaseWords[phase]}
<span class="soft mono">${phase}</span></th>
${waterfalls.map((waterfall) => figure(length(phaseMs(waterfall, phase))))}
<td class="soft">${known}</td></tr>`;
}

const sourceWords = {
  observed: 'clients and probes',
  claimed: 'the engine’s claim',
  unexplained: 'nothing',
};

const figure = (text: string) => html`<td class="n">${text}</td>`;

const length = (ms: number | undefined) => (ms === undefined ? '–' : duration(ms));

function total(waterfall: Waterfall, judged: Judged): string {
  const service = judged.services.find(
    (each) => each.name === waterfall.service && each.vantage === waterfall.vantage,
  );
  const sum = duration(waterfall.totalMs);
  if (service?.rtoMs !== 'infinity') return sum;
  return `${rtoText('infinity')} (${sum} seen)`;
}
