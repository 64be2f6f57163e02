import type { Judged, JudgedService, JudgedStore } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { durationInterval, rtoText } from '../sentences.ts';
import { bytes, duration, interval, number, share } from '../words.ts';
import { chip } from './chip.ts';

/** What was promised beside what was measured. */
export function targetsSection(judged: Judged): Markup {
  return html`<section aria-labelledby="targets"><h2 id="targets">Target against measured</h2>
<div class="scroll"><table><caption>Time away (RTO): from the moment the fault bit until clients were served as before, and stayed so.</caption>
<thead><tr><th scope="col">Service</th><th scope="col" class="n">Tier</th><th scope="col">Seen from</th><th scope="col" class="n">Time away</th>
<th scope="col" class="n">Target</th><th scope="col">Of target</th><th scope="col" class="n">Before the fault</th><th scope="col">Verdict</th></tr></thead>
<tbody>${judged.services.map(serviceRow)}</tbody></table></div>
<div class="scroll"><table><caption>Data lost (RPO): acknowledged to a client, and gone. A range is given where clients never learned whether a write was done.</caption>
<thead><tr><th scope="col">Store</th><th scope="col" class="n">Tier</th><th scope="col" class="n">Writes lost</th><th scope="col" class="n">Bytes lost</th><th scope="col" class="n">Reaching back</th>
<th scope="col" class="n">Target</th><th scope="col" class="n">Lost after the fault</th><th scope="col" class="n">Acknowledged</th><th scope="col">Verdict</th></tr></thead>
<tbody>${judged.stores.map(storeRow)}</tbody></table></div>
${judged.stores.map(proof)}</section>`;
}

function serviceRow(service: JudgedService): Markup {
  const { steady } = service;
  return html`<tr><th scope="row" class="whole">${service.name}</th><td class="n">${service.tier}</td><td class="whole">${service.vantage}</td>
<td class="n"><strong>${rtoText(service.rtoMs)}</strong></td><td class="n">${duration(service.targetMs)}</td><td class="measure">${meter(service)}</td>
<td class="n">${steady ? `${share(steady.successRate)}, p99 ${duration(steady.p99Ms)}` : 'no load'}</td>
<td>${chip(service.verdict)}<div class="soft">${service.why}</div></td></tr>`;
}

function meter(service: JudgedService): Markup {
  if (service.rtoMs === 'unmeasured') return html`<span class="soft">unknown</span>`;
  const part =
    service.rtoMs === 'infinity' ? Number.POSITIVE_INFINITY : service.rtoMs / service.targetMs;
  const filled = Math.round(Math.min(1, part) * 150);
  const words = Number.isFinite(part) ? `${Math.round(part * 100)} %` : 'without end';
  return html`<svg class="meter ${part <= 1 ? 'pass' : 'fail'}" viewBox="0 0 150 10" role="img" aria-label="${words} of the target"><rect class="track" width="150" height="10" rx="3"/><rect class="bar-tone" width="${filled}" height="10" rx="3"/></svg><span class="soft">${words}</span>`;
}

function storeRow(store: JudgedStore): Markup {
  const { lostAfterFault } = store;
  const [low, high] = store.rpoBytes;
  return html`<tr><th scope="row" class="whole">${store.name}</th><td class="n">${store.tier}</td><td class="n"><strong>${interval(...store.rpoOps)}</strong></td>
<td class="n">${low === high ? bytes(low) : `${bytes(low)} to ${bytes(high)}`}</td><td class="n"><strong>${durationInterval(...store.rpoMs)}</strong></td><td class="n">${duration(store.targetMs)}</td>
<td class="n">${number(lostAfterFault.ops)}${lostAfterFault.ops > 0 && html`<div class="soft">until ${duration(lostAfterFault.lastMs)} after</div>`}</td>
<td class="n">${number(store.acknowledgedOps)}<div class="soft">+ ${number(store.indeterminateOps)} unknown</div></td>
<td>${chip(store.verdict)}<div class="soft">${store.why}</div></td></tr>`;
}

function proof(store: JudgedStore): Markup {
  const where =
    store.region === '' ? 'No region has a complete readback' : `Read back in ${store.region}`;
  return html`<p class="soft">${store.name}: ${where}. ${store.proof !== '' && `Proof that the reading is complete: ${store.proof}`}</p>`;
}
