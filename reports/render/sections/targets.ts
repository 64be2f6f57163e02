import type { Judged, JudgedService, JudgedStore } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { durationInterval, rtoText } from '../sentences.ts';
import { bytes, duration, interval, number, share } from '../words.ts';
import { chip } from './chip.ts';
import { figures, head, table } from './table.ts';

/** What was promised beside what was measured. */
export function targetsSection(judged: Judged): Markup {
  return html`<section aria-labelledby="targets"><h2 id="targets">Target against measured</h2>
${servicesTable(judged.services)}
${storesTable(judged.stores)}
${judged.stores.map(proof)}</section>`;
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
  return table(caption.join(' '), heads, html`<tbody>${services.map(serviceRow)}</tbody>`);
}

function storesTable(stores: readonly JudgedStore[]): Markup {
  const caption = [
    'Data lost (RPO): acknowledged to a client, and gone.',
    'A range is given where clients never learned whether a write was done.',
  ];
  const heads = [
    head('Store'),
    figures('Tier'),
    figures('Writes lost'),
    figures('Bytes lost'),
    figures('Reaching back'),
    figures('Target'),
    figures('Lost after the fault'),
    figures('Acknowledged'),
    head('Verdict'),
  ];
  return table(caption.join(' '), heads, html`<tbody>${stores.map(storeRow)}</tbody>`);
}

function serviceRow(service: JudgedService): Markup {
  const { steady } = service;
  const before = steady ? `${share(steady.successRate)}, p99 ${duration(steady.p99Ms)}` : 'no load';
  return html`<tr><th scope="row" class="whole">${service.name}</th>
<td class="n">${service.tier}</td><td class="whole">${service.vantage}</td>
<td class="n"><strong>${rtoText(service.rtoMs)}</strong></td>
<td class="n">${duration(service.targetMs)}</td><td class="measure">${meter(service)}</td>
<td class="n">${before}</td>
<td>${chip(service.verdict)}<div class="soft">${service.why}</div></td></tr>`;
}

function meter(service: JudgedService): Markup {
  if (service.rtoMs === 'unmeasured') return html`<span class="soft">unknown</span>`;
  const part =
    service.rtoMs === 'infinity' ? Number.POSITIVE_INFINITY : service.rtoMs / service.targetMs;
  const filled = Math.round(Math.min(1, part) * 150);
  const tone = part <= 1 ? 'pass' : 'fail';
  const words = Number.isFinite(part) ? `${Math.round(part * 100)} %` : 'without end';
  const bar = html`<svg class="meter ${tone}" viewBox="0 0 150 10" role="img"
 aria-label="${words} of the target">
<rect class="track" width="150" height="10" rx="3"/>
<rect class="bar-tone" width="${filled}" height="10" rx="3"/></svg>`;
  return html`${bar}<span class="soft">${words}</span>`;
}

function storeRow(store: JudgedStore): Markup {
  const { lostAfterFault } = store;
  const [low, high] = store.rpoBytes;
  const until =
    lostAfterFault.ops > 0 &&
    html`<div class="soft">until ${duration(lostAfterFault.lastMs)} after</div>`;
  return html`<tr><th scope="row" class="whole">${store.name}</th>
<td class="n">${store.tier}</td>
<td class="n"><strong>${interval(...store.rpoOps)}</strong></td>
<td class="n">${low === high ? bytes(low) : `${bytes(low)} to ${bytes(high)}`}</td>
<td class="n"><strong>${durationInterval(...store.rpoMs)}</strong></td>
<td class="n">${duration(store.targetMs)}</td>
<td class="n">${number(lostAfterFault.ops)}${until}</td>
<td class="n">${number(store.acknowledgedOps)}
<div class="soft">+ ${number(store.indeterminateOps)} unknown</div></td>
<td>${chip(store.verdict)}<div class="soft">${store.why}</div></td></tr>`;
}

function proof(store: JudgedStore): Markup {
  const where =
    store.region === '' ? 'No region has a complete readback' : `Read back in ${store.region}`;
  const proved = store.proof !== '' && `Proof that the reading is complete: ${store.proof}`;
  return html`<p class="soft">${store.name}: ${where}. ${proved}</p>`;
}
