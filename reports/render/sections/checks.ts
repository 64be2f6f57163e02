import type { CheckKind, Judged, JudgedCheck } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { notAskedSentence } from '../sentences.ts';
import { worstFirst } from '../severity.ts';
import { chip } from './chip.ts';
import { head, table } from './table.ts';

const kinds: Readonly<Record<CheckKind, string>> = {
  assumption: 'Was the measurement sound?',
  rig: 'Is the record sound?',
  measure: 'Were the targets met?',
  safety: 'Was anything done that must never be done?',
};

/** Every check with its verdict and reason, by the question it answers, worst first. */
export function checksSection(judged: Judged): Markup {
  const byKind = Map.groupBy(judged.checks, (check) => check.kind);
  const order: readonly CheckKind[] = ['safety', 'measure', 'assumption', 'rig'];
  return html`<section aria-labelledby="checks"><h2 id="checks">All checks</h2>
<p>Every check reads only the saved record. One that could not be made counts as unknown, and only a
pass is a pass; one that the run gave no cause to ask counts as nothing.
${notAskedSentence(judged)}</p>
${table(
  'Checks with verdict and reason',
  [head('Check'), head('Verdict'), head('Reason')],
  order.map((kind) => group(kinds[kind], byKind.get(kind) ?? [])),
)}</section>`;
}

function group(question: string, checks: readonly JudgedCheck[]): Markup {
  if (checks.length === 0) return html``;
  return html`<tbody><tr><th scope="rowgroup" colspan="3" class="soft">${question}</th></tr>
${worstFirst(checks).map(row)}</tbody>`;
}

function row(check: JudgedCheck): Markup {
  return html`<tr><th scope="row" class="mono">${check.id}</th>
<td>${chip(check.verdict)}</td><td>${check.why}</td></tr>`;
}
