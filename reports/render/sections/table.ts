import { type Content, html, type Markup } from '../markup.ts';

/** The name of a column. */
export interface Head {
  readonly name: string;
  /** Figures stand at the right, one under the other. */
  readonly figures: boolean;
}

export const head = (name: string): Head => ({ name, figures: false });
export const figures = (name: string): Head => ({ name, figures: true });

/** A table with its caption and heads; it scrolls by itself where the screen is too narrow. */
export function table(caption: string, heads: readonly Head[], body: Content): Markup {
  return html`<div class="scroll"><table><caption>${caption}</caption>
<thead><tr>${heads.map(headCell)}</tr></thead>
${body}</table></div>`;
}

function headCell({ name, figures }: Head): Markup {
  return html`<th scope="col"${figures && html` class="n"`}>${name}</th>`;
}
