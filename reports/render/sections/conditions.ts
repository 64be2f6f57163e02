import type { Judged, Noise } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { bytes, duration, number, share } from '../words.ts';
import { figures, head, table } from './table.ts';

/** How quiet the host was while it measured. */
export function noiseSection(judged: Judged): Markup {
  return html`<section aria-labelledby="noise"><h2 id="noise">Noise</h2>
<p>How busy the machine itself was: a noisy host makes a service look slower than it is.</p>
${judged.noise.length === 0 ? html`<p>Nothing was sampled.</p>` : noiseTable(judged.noise)}
</section>`;
}

function noiseTable(noise: readonly Noise[]): Markup {
  return table(
    'Samples over the run',
    [head('Figure'), head('Of'), figures('Samples'), figures('Mean'), figures('Highest')],
    html`<tbody>${noise.map(noiseRow)}</tbody>`,
  );
}

const formats: Readonly<Record<string, readonly [string, (value: number) => string]>> = {
  'cpu-pressure': ['CPU pressure: share of time in which something waited for a processor', share],
  'event-loop-delay-ms': ['Delay of the event loop', duration],
  'clock-step-ms': ['Step of the calendar clock', duration],
  'resident-bytes': ['Memory held', bytes],
  'replication-lag-bytes': ['Replication lag', bytes],
};

function noiseRow(noise: Noise): Markup {
  const [name, format] = formats[noise.of] ?? [noise.of, number];
  return html`<tr><th scope="row">${name}</th><td>${noise.at}</td>
<td class="n">${number(noise.samples)}</td>
<td class="n">${format(noise.mean)}</td><td class="n">${format(noise.max)}</td></tr>`;
}

/** What ran, what was not the real thing, and what follows from neither. */
export function conditionsSection(judged: Judged): Markup {
  const { emulated, notProved, parts } = judged;
  return html`<section aria-labelledby="limits"><h2 id="limits">What this does not prove</h2>
${notProved.length > 0 ? list(notProved) : html`<p>This verdict does not say.</p>`}</section>
<section aria-labelledby="emulated"><h2 id="emulated">What was emulated</h2>
${emulated.length === 0 ? html`<p>Nothing.</p>` : list(emulated)}</section>
<section aria-labelledby="parts"><h2 id="parts">Parts and versions</h2>
${table(
  'Every server that took part',
  [head('Part'), head('Version')],
  html`<tbody>${Object.entries(parts).map(partRow)}</tbody>`,
)}</section>`;
}

function partRow([part, version]: readonly [string, string]): Markup {
  return html`<tr><th scope="row">${part}</th><td class="mono">${version}</td></tr>`;
}

function list(sentences: readonly string[]): Markup {
  return html`<ul class="plain">${sentences.map((each) => html`<li>${each}</li>`)}</ul>`;
}
