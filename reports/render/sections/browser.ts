import type { Judged, JudgedBrowser, JudgedJourney } from '../../../harness/judge/index.ts';
import { awayText, browserSentences, stepWords } from '../journey-words.ts';
import { html, Markup } from '../markup.ts';
import type { Pictures } from '../pictures.ts';
import { rtoText } from '../sentences.ts';
import { duration, moment } from '../words.ts';
import { figures, head, table } from './table.ts';

/** What somebody in a browser saw, beside what clients saw and what the engine says. */
export function browserSection(judged: Judged, pictures: Pictures): Markup {
  const { browser } = judged;
  if (!browser) return html``;
  const whole = browser.journeys.filter(({ failed }) => !failed);
  return html`<section aria-labelledby="browser"><h2 id="browser">What a user saw</h2>
<p>${browserSentences(judged).join(' ')} Somebody opened the page by its name, signed in, created a
test and saw its result, again and again: ${browser.journeys.length} journeys, of which
${whole.length} were whole. It is measured beside the time away of the clients, and decides
nothing.</p>
${browser.outages.length > 0 && outagesTable(browser)}
${judged.origin === 't0' && besideTable(judged, browser)}
<div class="shots">${browser.journeys.map((journey, index) =>
    shot(journey, browser.journeys[index - 1], pictures),
  )}</div></section>`;
}

function outagesTable({ vantage, outages }: JudgedBrowser): Markup {
  const caption = [
    'Kept away: from the beginning of the first step that failed to the end of the first whole',
    'journey after it. Nobody tried between journeys, so it may have begun as early as the end of',
    'the whole one before.',
  ];
  const heads = [
    head('Seen from'),
    figures('Whole before'),
    figures('Failing from'),
    figures('Whole again'),
    figures('Kept away'),
    figures('Journeys that failed'),
  ];
  const rows = outages.map((outage) => {
    const { lastWholeMs, fromMs, toMs, failedJourneys } = outage;
    const at = (ms: number | undefined) => (ms === undefined ? 'never' : moment(ms));
    return html`<tr><th scope="row">${vantage}</th>
<td class="n">${at(lastWholeMs)}</td><td class="n">${at(fromMs)}</td><td class="n">${at(toMs)}</td>
<td class="n"><strong>${awayText(outage)}</strong></td><td class="n">${failedJourneys}</td></tr>`;
  });
  return table(caption.join(' '), heads, html`<tbody>${rows}</tbody>`);
}

/** The same end of the same outage, as three see it. */
function besideTable({ services, claims }: Judged, { vantage, outages }: JudgedBrowser): Markup {
  const last = outages.at(-1);
  const seen = last ? (last.toMs === undefined ? '∞' : duration(Math.max(0, last.toMs))) : '0 s';
  const isDone = (event: string) => event === 'succeeded' || event === 'noted';
  const claim = claims.findLast(({ step, event }) => step === 'recovered' && isDone(event));
  const row = (who: string, away: string) =>
    html`<tr><th scope="row">${who}</th><td class="n">${away}</td></tr>`;
  const rows = [
    row(`A user in a browser at ${vantage}: their first whole journey`, seen),
    ...services
      .filter((service) => service.vantage === vantage)
      .map(({ name, rtoMs }) => row(`Clients of ${name} at ${vantage}: their RTO`, rtoText(rtoMs))),
    row('The engine: its claim to have recovered', claim ? duration(claim.atMs) : 'no claim'),
  ];
  const caption = 'From the moment the fault bit until it was over, as each of them has it';
  return table(
    caption,
    [head('Who says so'), figures('After the fault')],
    html`<tbody>${rows}</tbody>`,
  );
}

/** What the user had before them at the end of a journey, if a picture of that was kept. */
function shot(
  { endMs, failed, region, picture }: JudgedJourney,
  before: JudgedJourney | undefined,
  pictures: Pictures,
): Markup {
  if (!picture) return html``;
  const how = failed
    ? `Could not ${stepWords(failed.step)}`
    : before?.failed
      ? 'Whole again'
      : 'Whole';
  const words = failed ? `: “${failed.shown}”` : '';
  const where = region === undefined ? 'nobody answered' : `answered in ${region}`;
  const caption = `${moment(endMs)}, ${where}. ${how}${words}`;
  const found = pictures.get(picture.file) ?? { problem: 'was not looked for' };
  if ('problem' in found)
    return html`<figure class="shot"><p class="soft">The picture ${picture.file}
${found.problem}.</p><figcaption>${caption}</figcaption></figure>`;
  return html`<figure class="shot"><img src="data:image/jpeg;base64,${new Markup(found.base64)}"
 width="600" height="640" alt="${`The page in the browser. ${how}${words}`}">
<figcaption>${caption}</figcaption></figure>`;
}
