import { html, type Markup } from '../markup.ts';

/** The sections by their ids, in the order in which they stand on the page. */
const sections: readonly (readonly [string, string])[] = [
  ['targets', 'Target against measured'],
  ['findings', 'Findings'],
  ['actions', 'What to do'],
  ['waterfall', 'Where the time went'],
  ['timeline', 'What happened when'],
  ['k6', 'Load by k6'],
  ['browser', 'What a user saw'],
  ['claims', 'What the engine says'],
  ['checks', 'All checks'],
  ['noise', 'Noise'],
  ['limits', 'What this does not prove'],
  ['emulated', 'What was emulated'],
  ['parts', 'Parts'],
];

/** Links to the sections that are there. */
export function contents(page: Markup): Markup {
  const there = sections.filter(([id]) => page.text.includes(`<h2 id="${id}">`));
  return html`<nav class="contents" aria-label="On this page"><ul>${there.map(
    ([id, name]) => html`<li><a href="#${id}">${name}</a></li>`,
  )}</ul></nav>`;
}
