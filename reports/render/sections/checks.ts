import type { CheckKind, Judged, JudgedCheck, Verdict } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { chip } from './chip.ts';
import { head, table } from './table.ts';

const kinds: Readonly<Record<CheckKind, string>> = {
  assumption: 'Was the measurement sound?',
  rig: 'Is the record sound?',
  measure: 'Were the targets met?',
  safety: 'Was anything done that must never be done?',
};

const severity: readonly Verdict[] = ['not-healed', 'invalid', 'fail', 'unknown', 'pass'];

/** Every check with its verdict and reason, by the question it answers, worst first. */
export function checksSection(judged: Judged): Markup {
  const byKind = Map.groupBy(judged.checks, (check) => check.kind);
  const order: readonly CheckKind[] = ['safety', 'measure', 'assumption', 'rig'];
  return html`<section aria-labelledby="checks"><h2 id="checks">Checks</h2>
<p>Every check reads only the saved record. One that could not be made counts as unknown, and only a
pass is a pass.</p>
${table(
  'Checks with verdict and reason',
  [head('Check'), head('Verdict'), head('Reason')],
  order.map((kind) => group(kinds[kind], byKind.get(kind) ?? [])),
)}</section>`;
}

function group(question: string, checks: readonly JudgedCheck[]): Markup {
  if (checks.length === 0) return html``;
  const sorted = checks.toSorted(
    (a, b) => severity.indexOf(a.verdict) - severity.indexOf(b.verdict),
  );
  return html`<tbody><tr><th scope="rowgroup" colspan="3" class="soft">${question}</th></tr>
${sorted.map(row)}</tbody>`;
}

function row(check: JudgedCheck): Markup {
  return html`<tr><th scope="row" class="mono">${check.id}</th>
<td>${chip(check.verdict)}</td><td>${check.why}</td></tr>`;
}
