import type { Judged, JudgedService } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { rtoText } from '../sentences.ts';
import { duration, share } from '../words.ts';
import { availabilityTable } from './availability.ts';
import { chip } from './chip.ts';
import { meter } from './meter.ts';
import { queuesTable, storesTable, tornPart } from './stores.ts';
import { figures, head, table } from './table.ts';

/** What was promised beside what was measured, by service and vantage, then by store. */
export function targetsSection(judged: Judged): Markup {
  return html`<section aria-labelledby="targets"><h2 id="targets">Target against measured</h2>
${servicesTable(judged.services)}
${storesTable(judged.stores)}
${queuesTable(judged.queues)}
${tornPart(judged.torn)}
${availabilityTable(judged.availability)}</section>`;
}

function servicesTable(services: readonly JudgedService[]): Markup {
  const caption = [
    'Time away (RTO): from the moment the fault bit until clients were served as before,',
    'and stayed so.',
  ];
  const heads = [
    head('Service'),
    figures('Tier'),
    head('Seen from'),
    figures('Time away'),
    figures('Target'),
    head('Of target'),
    figures('Before the fault'),
    head('Verdict'),
  ];
  const byTier = services.toSorted((a, b) => a.tier - b.tier);
  return table(caption.join(' '), heads, html`<tbody>${byTier.map(serviceRow)}</tbody>`);
}

function serviceRow(service: JudgedService): Markup {
  const { steady } = service;
  const before = steady ? `${share(steady.successRate)}, p99 ${duration(steady.p99Ms)}` : 'no load';
  return html`<tr><th scope="row" class="whole">${service.name}</th>
<td class="n">${service.tier}</td><td class="whole">${service.vantage}</td>
<td class="n"><strong>${rtoText(service.rtoMs)}</strong></td>
<td class="n">${duration(service.targetMs)}</td><td class="measure">${ofTarget(service)}</td>
<td class="n">${before}</td>
<td>${chip(service.verdict)}<div class="soft">${service.why}</div></td></tr>`;
}

function ofTarget({ rtoMs, targetMs }: JudgedService): Markup {
  if (rtoMs === 'unmeasured') return html`<span class="soft">unknown</span>`;
  const part = rtoMs === 'infinity' ? Number.POSITIVE_INFINITY : rtoMs / targetMs;
  return meter(part, 'the target');
}
