import type { Judged } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';

/** What a person should do after this run, worst first. */
export function actionsSection({ actions, verdict }: Judged): Markup {
  if (actions.length === 0 && verdict !== 'pass') return html``;
  return html`<section aria-labelledby="actions"><h2 id="actions">What to do</h2>
${
  actions.length === 0
    ? html`<p>Nothing follows from this run.</p>`
    : html`<ol class="plain">${actions.map(
        ({ what, why }) => html`<li><strong>${what}</strong><div class="soft">${why}</div></li>`,
      )}</ol>`
}</section>`;
}
