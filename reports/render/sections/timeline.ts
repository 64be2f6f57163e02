import type { Journal } from '../../../harness/journal/index.ts';
import type { Judged } from '../../../harness/judge/index.ts';
import { momentsOf } from '../../../harness/judge/moments.ts';
import { html, type Markup } from '../markup.ts';
import { cpuPressure, extent, k6Series } from '../series.ts';
import { timeline } from '../timeline.ts';
import { duration, moment } from '../words.ts';

/** The run as pictures: the whole of it and, when that says more, the time around the fault. */
export function timelineSection(judged: Judged, journal: Journal): Markup {
  const [fromMs, toMs] = extent(judged.timeline);
  if (toMs <= fromMs) return html``;
  const { originMs } = momentsOf(journal);
  const beside = {
    cpuPressure: cpuPressure(journal, originMs),
    k6: k6Series(journal, originMs),
  };
  const picture = (id: string, title: string, span: Span) =>
    timeline(judged, beside, { id, title, words: words(judged), ...span });
  const close = closeUp(judged, fromMs, toMs);
  return html`<section aria-labelledby="timeline"><h2 id="timeline">What happened when</h2>
${legend(judged)}
${
  close &&
  html`<h3>Around the fault</h3>
<figure class="scroll">${picture('close-up', 'Timeline around the fault', close)}</figure>`
}
<h3>The whole run</h3>
<figure class="scroll">${picture('whole-run', 'Timeline of the whole run', { fromMs, toMs })}
<figcaption>Bins of ${duration(judged.timeline.stepMs)}. Latency is of the operations that
succeeded, counted from their scheduled start.</figcaption></figure></section>`;
}

function legend({ origin }: Judged): Markup {
  const zero = origin === 't0' && '; t0 is the moment the fault was seen to bite';
  return html`<p>Time runs from left to right${zero}. An area filled to the top is a service that
answers everyone. The light tint is the fault, from its bite until it was seen healed; the darker
column within it is the time in which the engine says it acted; the framed part of a vantage is its
time away.</p>`;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** From shortly before the fault until after the last recovery, if that magnifies by two. */
function closeUp(judged: Judged, fromMs: number, toMs: number): Span | undefined {
  const recoveries = judged.services.map((service) => service.rtoMs);
  const slowest = Math.max(0, ...recoveries.filter((rto) => typeof rto === 'number'));
  if (judged.origin !== 't0' || slowest === 0) return undefined;
  const close = {
    fromMs: Math.max(fromMs, -0.15 * slowest - 1000),
    toMs: Math.min(toMs, 1.3 * slowest + 2000),
  };
  return (close.toMs - close.fromMs) * 2 < toMs - fromMs ? close : undefined;
}

function words(judged: Judged): string {
  const away = judged.services.map((service) =>
    typeof service.rtoMs === 'number'
      ? `${service.name} seen from ${service.vantage} was away for ${duration(service.rtoMs)}`
      : `${service.name} seen from ${service.vantage}: ${service.why}`,
  );
  const faults = judged.timeline.bands
    .filter((band) => band.kind === 'fault')
    .map((band) => `fault ${band.name} from ${moment(band.startMs)} to ${moment(band.endMs)}`);
  return [...faults, ...away].join('; ');
}
