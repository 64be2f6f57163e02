import type { Judged, JudgedCheck } from '../../../harness/judge/index.ts';
import { claimToleranceMs } from '../../../harness/judge/tolerances.ts';
import { claimsPicture } from '../claims-picture.ts';
import { html, type Markup } from '../markup.ts';
import { type Step, stepsOf } from '../steps.ts';
import { duration, moment } from '../words.ts';
import { chip } from './chip.ts';
import { figures, head, table } from './table.ts';

/** More rows than this say nothing to a reader; verdict.json has them all. */
const mostSteps = 200;

/** The engine’s words about itself, each beside what was seen from outside. */
export function claimsSection(judged: Judged): Markup {
  const steps = stepsOf(judged.claims);
  const picture = claimsPicture(judged);
  return html`<section aria-labelledby="claims">
<h2 id="claims">What the engine says, and what was seen</h2>
<p>The engine’s own words measure nothing. They are recorded as claims, beside what clients and
probes saw of the same event; an event that they cannot see has only the claim.</p>
${picture && pictureParts(picture, judged)}
${steps.length === 0 ? html`<p>No engine said anything.</p>` : claimsTable(steps)}</section>`;
}

function pictureParts(picture: Markup, { checks }: Judged): Markup {
  return html`<p>A ring is the moment at which it was seen from outside, a dot the moment at which
the engine said so. A dot far to the left of its ring was said before it was true; probes look now
and then, so up to ${duration(claimToleranceMs)} is no lie.</p>
${checks.filter(({ id }) => id === 'claims-true').map(sentence)}
<figure class="scroll">${picture}</figure>`;
}

function sentence({ verdict, why }: JudgedCheck): Markup {
  return html`<p>${chip(verdict)} ${why}</p>`;
}

function claimsTable(steps: readonly Step[]): Markup {
  const heads = [
    head('Step'),
    figures('From'),
    figures('To'),
    head('Outcome'),
    head('In its words'),
    figures('Epoch'),
    head('Seen from outside'),
    figures('Said after seen'),
  ];
  const shown = steps.slice(0, mostSteps);
  const left = steps.length - shown.length;
  const more = left > 0 ? `; ${left} more stand in verdict.json` : '';
  return table(
    `Claims by step, in the order in which the steps began${more}`,
    heads,
    html`<tbody>${shown.map(row)}</tbody>`,
  );
}

function row(step: Step): Markup {
  const { started, ended } = step;
  const said = ended ?? started;
  const seen = said?.observed;
  // Every step of a failover has its trigger; it is told where there was no step yet.
  const trigger = !started && said?.trigger && html`<span class="mono">${said.trigger}</span> `;
  return html`<tr><th scope="row">${step.name}</th>
<td class="n">${started && moment(started.atMs)}</td>
<td class="n">${ended && moment(ended.atMs)}</td>
<td>${ended?.event ?? 'no end was said'}</td>
<td>${trigger}${ended?.detail || started?.detail}</td>
<td class="n">${said?.epoch}</td>
<td>${seen && `${seen.what}, ${moment(seen.atMs)}`}</td>
<td class="n">${seen && signed(seen.gapMs)}</td></tr>`;
}

/** Negative: the engine said so before it was seen. */
function signed(gapMs: number): string {
  if (Math.abs(gapMs) < 0.5) return '0 s';
  return gapMs < 0 ? duration(gapMs) : `+${duration(gapMs)}`;
}
