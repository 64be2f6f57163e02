import type { Judged, Noise } from '../../../harness/judge/index.ts';
import { limits } from '../limits.ts';
import { html, type Markup } from '../markup.ts';
import { bytes, duration, number, share } from '../words.ts';

/** How quiet the host was while it measured. */
export function noiseSection(judged: Judged): Markup {
  return html`<section aria-labelledby="noise"><h2 id="noise">Noise</h2>
<p>How busy the machine itself was: a noisy host makes a service look slower than it is.</p>
${
  judged.noise.length === 0
    ? html`<p>Nothing was sampled.</p>`
    : html`<div class="scroll"><table><caption>Samples over the run</caption><thead><tr><th scope="col">Figure</th><th scope="col">Of</th><th scope="col" class="n">Samples</th><th scope="col" class="n">Mean</th><th scope="col" class="n">Highest</th></tr></thead>
<tbody>${judged.noise.map(noiseRow)}</tbody></table></div>`
}</section>`;
}

const figures: Readonly<Record<string, readonly [string, (value: number) => string]>> = {
  'cpu-pressure': ['CPU pressure: share of time in which something waited for a processor', share],
  'event-loop-delay-ms': ['Delay of the event loop', duration],
  'clock-step-ms': ['Step of the calendar clock', duration],
  'resident-bytes': ['Memory held', bytes],
  'replication-lag-bytes': ['Replication lag', bytes],
};

function noiseRow(noise: Noise): Markup {
  const [name, format] = figures[noise.of] ?? [noise.of, number];
  return html`<tr><th scope="row">${name}</th><td>${noise.at}</td><td class="n">${number(noise.samples)}</td><td class="n">${format(noise.mean)}</td><td class="n">${format(noise.max)}</td></tr>`;
}

/** What ran, what was not the real thing, and what follows from neither. */
export function conditionsSection(judged: Judged): Markup {
  return html`<section aria-labelledby="limits"><h2 id="limits">What this does not prove</h2><ul class="plain">${limits(judged).map(item)}</ul></section>
<section aria-labelledby="emulated"><h2 id="emulated">What was emulated</h2>
${judged.emulated.length === 0 ? html`<p>Nothing.</p>` : html`<ul class="plain">${judged.emulated.map(item)}</ul>`}</section>
<section aria-labelledby="parts"><h2 id="parts">Parts and versions</h2>
<div class="scroll"><table><caption>Every server that took part</caption><thead><tr><th scope="col">Part</th><th scope="col">Version</th></tr></thead>
<tbody>${Object.entries(judged.parts).map(([part, version]) => html`<tr><th scope="row">${part}</th><td class="mono">${version}</td></tr>`)}</tbody></table></div></section>`;
}

const item = (sentence: string) => html`<li>${sentence}</li>`;
