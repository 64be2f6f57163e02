import type { Journal, K6EndEntry, ScriptedLoad } from '../../../harness/journal/index.ts';
import { momentsOf } from '../../../harness/judge/moments.ts';
import { html, type Markup } from '../markup.ts';
import { duration, moment, number, share } from '../words.ts';
import { figures, head, table } from './table.ts';

/** What k6 saw of the load that it drove; nothing, where it drove none. */
export function scriptedLoadSection(journal: Journal): Markup {
  const { load } = journal.run;
  if (!load) return html``;
  const [end] = journal.k6Ends;
  const heads = [
    head('Script'),
    head('At'),
    figures('A second'),
    figures('Requests'),
    figures('Failed'),
    figures('Not begun'),
    figures('p50'),
    figures('p95'),
    figures('p99'),
    head('Failed on and on'),
  ];
  const { originMs } = momentsOf(journal);
  return html`<section aria-labelledby="k6"><h2 id="k6">Load by k6</h2>
<p>k6 drove load beside the clients. Its figures are its own and no part of the verdict: latency is
of the requests that succeeded, from sending one to the last byte of its answer, without the time in
which it looked the name up and connected, which it did for each; it failed on and on as long as no
second passed without a failure. In the pictures above the latency
of a second is that of the requests that ended in it.</p>
${
  end
    ? table('What k6 saw', heads, html`<tbody>${row(load, end, originMs)}</tbody>`)
    : html`<p>What it saw was not written down.</p>`
}</section>`;
}

function row(load: ScriptedLoad, end: K6EndEntry, originMs: number): Markup {
  const { requests, failed, dropped, latency, outage } = end;
  const away =
    outage && `${duration(outage.toMs - outage.fromMs)}, from ${moment(outage.fromMs - originMs)}`;
  const took = (ms: number | undefined) => (ms === undefined ? '' : duration(ms));
  return html`<tr><th scope="row" class="mono">${load.k6}</th><td class="whole">${load.vantage}</td>
<td class="n">${number(load.ratePerSecond)}</td><td class="n">${number(requests)}</td>
<td class="n">${number(failed)} (${share(requests === 0 ? 0 : failed / requests)})</td>
<td class="n">${number(dropped)}</td><td class="n">${took(latency?.p50Ms)}</td>
<td class="n">${took(latency?.p95Ms)}</td><td class="n">${took(latency?.p99Ms)}</td>
<td>${away ?? 'nothing failed'}</td></tr>`;
}
