import type { Verdict } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { verdictSigns } from '../sentences.ts';

/** A verdict as sign, word and colour. */
export function chip(verdict: Verdict): Markup {
  const sign = html`<span aria-hidden="true">${verdictSigns[verdict]}</span>`;
  return html`<span class="chip ${verdict}">${sign} ${verdict.replace('-', ' ')}</span>`;
}
