import type { Verdict } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { verdictSigns } from '../sentences.ts';

/** A verdict as sign, word and colour. */
export function chip(verdict: Verdict): Markup {
  return html`<span class="chip ${verdict}"><span aria-hidden="true">${verdictSigns[verdict]}</span> ${verdict.replace('-', ' ')}</span>`;
}
