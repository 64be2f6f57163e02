import type {
  CheckKind,
  Judged,
  JudgedCheck,
  JudgedClaim,
  Verdict,
} from '../../../harness/judge/judged.ts';
import { html, type Markup } from '../markup.ts';
import { duration, moment } from '../words.ts';
import { chip } from './chip.ts';

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
<p>Every check reads only the saved record. One that could not be made counts as unknown, and only a pass is a pass.</p>
<div class="scroll"><table><caption>Checks with verdict and reason</caption><thead><tr><th scope="col">Check</th><th scope="col">Verdict</th><th scope="col">Reason</th></tr></thead>
${order.map((kind) => group(kinds[kind], byKind.get(kind) ?? []))}</table></div></section>`;
}

function group(question: string, checks: readonly JudgedCheck[]): Markup {
  if (checks.length === 0) return html``;
  const sorted = checks.toSorted(
    (a, b) => severity.indexOf(a.verdict) - severity.indexOf(b.verdict),
  );
  return html`<tbody><tr><th scope="rowgroup" colspan="3" class="soft">${question}</th></tr>
${sorted.map((check) => html`<tr><th scope="row" class="mono">${check.id}</th><td>${chip(check.verdict)}</td><td>${check.why}</td></tr>`)}</tbody>`;
}

/** The engine's words about itself, each beside what was seen from outside. */
export function claimsSection(judged: Judged): Markup {
  return html`<section aria-labelledby="claims"><h2 id="claims">What the engine says, and what was seen</h2>
<p>The engine’s own words measure nothing. They are recorded as claims, beside what clients and probes saw of the same event.</p>
${judged.claims.length === 0 ? html`<p>No engine said anything.</p>` : claimTable(judged.claims)}</section>`;
}

function claimTable(claims: readonly JudgedClaim[]): Markup {
  return html`<div class="scroll"><table><caption>Claims in the order in which they were made</caption><thead><tr><th scope="col" class="n">When</th><th scope="col">Claim</th><th scope="col">In its words</th><th scope="col" class="n">Epoch</th><th scope="col">Seen from outside</th><th scope="col" class="n">Claim after sight</th></tr></thead>
<tbody>${claims.map(
    (
      claim,
    ) => html`<tr><td class="n">${moment(claim.atMs)}</td><th scope="row">${claim.step} <span class="soft">${claim.event}</span></th>
<td>${claim.trigger && html`<span class="mono">${claim.trigger}</span> `}${claim.detail}</td><td class="n">${claim.epoch}</td>
${claim.observed ? html`<td>${claim.observed.what}, ${moment(claim.observed.atMs)}</td><td class="n">${gap(claim.observed.gapMs)}</td>` : html`<td class="soft">cannot be seen</td><td></td>`}</tr>`,
  )}</tbody></table></div>`;
}

const gap = (ms: number) =>
  Math.abs(ms) < 0.5 ? '0 s' : `${ms < 0 ? '−' : '+'}${duration(Math.abs(ms))}`;
