import type { JudgedQueue, JudgedStore, JudgedTorn } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { durationInterval } from '../sentences.ts';
import { bytes, count, duration, interval, number } from '../words.ts';
import { chip } from './chip.ts';
import { figures, head, table } from './table.ts';

/** What each store lost, and the proof that its reading is complete. */
export function storesTable(stores: readonly JudgedStore[]): Markup {
  const caption = [
    'Data lost (RPO): acknowledged to a client, and gone.',
    'A range is given where clients never learned whether a write was done.',
  ];
  const heads = [
    head('Store'),
    figures('Tier'),
    figures('Writes lost'),
    figures('Reaching back'),
    figures('Target'),
    figures('Lost after the fault'),
    figures('Acknowledged'),
    head('Verdict'),
  ];
  const byTier = stores.toSorted((a, b) => a.tier - b.tier);
  return html`${table(caption.join(' '), heads, html`<tbody>${byTier.map(storeRow)}</tbody>`)}
${byTier.map(readBack)}`;
}

function storeRow(store: JudgedStore): Markup {
  const { lostAfterFault } = store;
  const [low, high] = store.rpoBytes;
  const until =
    lostAfterFault.ops > 0 &&
    html`<div class="soft">until ${duration(lostAfterFault.lastMs)} after</div>`;
  return html`<tr><th scope="row" class="whole">${store.name}</th>
<td class="n">${store.tier}</td>
<td class="n"><strong>${interval(...store.rpoOps)}</strong>
<div class="soft">${low === high ? bytes(low) : `${bytes(low)} to ${bytes(high)}`}</div></td>
<td class="n"><strong>${durationInterval(...store.rpoMs)}</strong></td>
<td class="n">${duration(store.targetMs)}</td>
<td class="n">${number(lostAfterFault.ops)}${until}</td>
<td class="n">${number(store.acknowledgedOps)}
<div class="soft">+ ${number(store.indeterminateOps)} unknown</div></td>
<td>${chip(store.verdict)}<div class="soft">${store.why}</div></td></tr>`;
}

function readBack(store: JudgedStore): Markup {
  const where =
    store.region === '' ? 'No region has a complete readback' : `Read back in ${store.region}`;
  const proved = store.proof !== '' && `Proof that the reading is complete: ${store.proof}`;
  return html`<p class="soft">${store.name}: ${where}. ${proved}</p>`;
}

/** What a queue has too much of or in another order; nothing where no queue was read. */
export function queuesTable(queues: readonly JudgedQueue[]): Markup {
  if (queues.length === 0) return html``;
  const caption = [
    'Queues: what they hold twice or in another order than they were given,',
    'and what their consumers left out or took twice. What a queue lost stands in the table above.',
  ];
  const heads = [
    head('Queue'),
    head('Read in'),
    figures('Duplicated'),
    figures('Reordered'),
    figures('Skipped by consumers'),
    figures('Consumed twice'),
  ];
  return table(caption.join(' '), heads, html`<tbody>${queues.map(queueRow)}</tbody>`);
}

function queueRow(queue: JudgedQueue): Markup {
  const watched = (ops: number | undefined) => (ops === undefined ? 'not watched' : number(ops));
  return html`<tr><th scope="row" class="whole">${queue.store}</th><td>${queue.region}</td>
<td class="n">${number(queue.duplicatedOps)}</td><td class="n">${number(queue.reorderedOps)}</td>
<td class="n">${watched(queue.skippedOps)}</td>
<td class="n">${watched(queue.repeatedOps)}</td></tr>`;
}

/** Operations that one store has and another lacks; nothing where no two were compared. */
export function tornPart(torn: JudgedTorn): Markup {
  if (torn.stores.length < 2) return html``;
  const among = torn.stores.join(', ');
  if (torn.ops === 0) {
    return html`<p><strong>No business operation is torn</strong>: each stands in all of its stores
(${among}) or in none.</p>`;
  }
  return html`<p><strong>${count(torn.ops, 'business operation')} torn</strong>, of these
${number(torn.acknowledgedOps)} acknowledged: some of their stores (${among}) have them and others
lack them. ${firstTorn(torn)}</p>`;
}

/** The first few, by what they lack. */
function firstTorn({ first, ops }: JudgedTorn): string {
  const byLack = Map.groupBy(first, ({ missingIn }) => missingIn.join(', '));
  const told = [...byLack].map(
    ([lack, torn]) => `${torn.map(({ id }) => id).join(', ')} missing in ${lack}`,
  );
  const lead = first.length < ops ? `The first ${number(first.length)}` : 'They are';
  return told.length === 0 ? '' : `${lead}: ${told.join('; ')}.`;
}
