import type { Judged, JudgedCheck, Proof, ProvingOperation } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { worstFirst } from '../severity.ts';
import { count, duration, moment, number } from '../words.ts';
import { chip } from './chip.ts';
import { figures, head, table } from './table.ts';

/** Every check that did not pass, worst first, each with the operations that prove it. */
export function findingsSection({ checks }: Judged): Markup {
  const found = worstFirst(checks.filter((check) => check.verdict !== 'pass'));
  const safety = checks.filter((check) => check.kind === 'safety');
  const kept = safety.filter((check) => check.verdict === 'pass');
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
<p>${safetySentence(kept.length, safety.length)}</p>
${found.map(finding)}</section>`;
}

function safetySentence(kept: number, all: number): string {
  if (all === 0) return 'No rule of safety was looked at.';
  if (kept === all)
    return `Nothing was done that must never be done: ${all} of ${all} rules asked here held.`;
  return `Of ${count(all, 'rule')} of safety asked here, ${number(kept)} held.`;
}

function finding(check: JudgedCheck): Markup {
  return html`<article class="finding ${check.verdict}" aria-labelledby="finding-${check.id}">
<h3 id="finding-${check.id}">${chip(check.verdict)} <span class="mono">${check.id}</span></h3>
<p>${check.why}</p>
${check.proof && check.proof.first.length > 0 && proofTable(check.proof)}</article>`;
}

function proofTable({ count: all, first }: Proof): Markup {
  const shown = first.length < all ? `the first ${number(first.length)} of ${number(all)}` : 'all';
  const heads = [
    head('Operation'),
    head('Seen from'),
    figures('Sent'),
    figures('Ended'),
    figures('Took'),
    head('Outcome'),
    head('Answered by'),
    figures('Epoch'),
  ];
  return table(
    `Operations that prove it: ${shown}`,
    heads,
    html`<tbody>${first.map(operationRow)}</tbody>`,
  );
}

function operationRow(op: ProvingOperation): Markup {
  return html`<tr><th scope="row" class="whole">${op.type} ${op.id}</th>
<td class="whole">${op.vantage}</td><td class="n">${moment(op.atMs)}</td>
<td class="n">${moment(op.endMs)}</td><td class="n">${duration(op.endMs - op.atMs)}</td>
<td>${outcomeWords[op.outcome]}</td><td>${op.region ?? 'nobody'}</td>
<td class="n">${op.epoch}</td></tr>`;
}

const outcomeWords: Readonly<Record<ProvingOperation['outcome'], string>> = {
  ok: 'succeeded',
  fail: 'certainly not done',
  indeterminate: 'nobody knows',
};
