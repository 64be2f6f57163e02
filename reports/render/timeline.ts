import type { Judged, JudgedBrowser, JudgedStore } from '../../harness/judge/index.ts';
import {
  answerBars,
  faultBars,
  journeyBars,
  lossBars,
  phaseBars,
  stepBars,
  writableBars,
} from './bands.ts';
import { clientPanels, k6Panels } from './client-panels.ts';
import { lanePanel } from './lane-panel.ts';
import { html, type Markup } from './markup.ts';
import { type PlaceStyle, placeStyles } from './places.ts';
import { type Frame, inside, type Panel, round } from './plot.ts';
import { lagPanel, pressurePanel } from './sample-panels.ts';
import { linear } from './scale.ts';
import { clientSeries, type SampleSeries, type VantageSeries } from './series.ts';
import { type Span, union } from './spans.ts';
import { clipPath, timeAxis, zoomable } from './time-axis.ts';

const width = 1080;
const left = 165;
const right = 1050;

/** What is drawn from the record itself, and is not in the verdict. */
export interface Beside {
  readonly cpuPressure: readonly SampleSeries[];
  readonly k6: VantageSeries | undefined;
}

/** Part of a run as one picture: an accessible SVG that needs no script. */
export function timeline(
  judged: Judged,
  beside: Beside,
  picture: {
    readonly id: string;
    readonly title: string;
    readonly words: string;
    readonly fromMs: number;
    readonly toMs: number;
  },
): Markup {
  const frame: Frame = {
    width,
    left,
    right,
    fromMs: picture.fromMs,
    toMs: picture.toMs,
    x: linear([picture.fromMs, picture.toMs], [left, right]),
  };
  const head = 22;
  let top = head;
  const panels = panelsOf(judged, beside, frame).map((panel) => {
    const ready = panel(frame);
    const markup = ready.draw(top);
    top += ready.height;
    return markup;
  });
  const { id, title, words } = picture;
  return html`<svg viewBox="0 0 ${width} ${round(top + 34)}"
 ${zoomable(id, frame, judged.origin)} aria-labelledby="${id}-title ${id}-words">
<title id="${id}-title">${title}</title><desc id="${id}-words">${words}</desc>
${clipPath(id, frame)}
<g class="moves">${shades(judged, frame, head, top)}</g>
${panels}
<g class="moves">${zeroLine(judged, frame, head, top)}</g>
${timeAxis(frame, top, judged.origin)}
</svg>`;
}

function panelsOf(judged: Judged, { cpuPressure, k6 }: Beside, frame: Frame): readonly Panel[] {
  const record = judged.timeline;
  const style = placeStyles(judged);
  return [
    lanePanel('Drill', 'its phases', phaseBars(record)),
    lanePanel('Fault', 'from bite to healed', faultBars(record)),
    lanePanel('Engine', 'steps it claims', stepBars(judged.claims, frame.toMs)),
    ...clientPanels(clientSeries(record), judged, style),
    ...(k6 ? k6Panels(k6, style) : []),
    ...(judged.browser ? [browserPanel(judged.browser, style)] : []),
    ...(judged.origin === 't0' ? judged.stores.map(lossPanel) : []),
    ...(record.replicationLag.length > 0 ? [lagPanel(record.replicationLag, frame, style)] : []),
    ...(record.writable.length > 0
      ? [lanePanel('Takes writes', 'database, by region', writableBars(record, style))]
      : []),
    ...record.dns.map((dns, index) =>
      lanePanel(
        index === 0 ? 'Name leads to' : '',
        `asked at ${dns.vantage}`,
        answerBars(dns.points, frame.toMs, style),
      ),
    ),
    ...(cpuPressure.length > 0 ? [pressurePanel(cpuPressure)] : []),
  ];
}

function browserPanel(browser: JudgedBrowser, style: PlaceStyle): Panel {
  const note = `journeys at ${browser.vantage}`;
  return lanePanel('In a browser', note, journeyBars(browser, style));
}

function lossPanel(store: JudgedStore, index: number): Panel {
  return lanePanel(index === 0 ? 'Lost writes' : '', store.name, lossBars(store));
}

/** The time of the faults and of the engine's steps, behind everything. */
function shades(judged: Judged, frame: Frame, top: number, foot: number): readonly Markup[] {
  const faults = judged.timeline.bands.filter((band) => band.kind === 'fault');
  const shade = (style: string) => (span: Span) => {
    const start = inside(frame, span.startMs);
    const wide = round(inside(frame, span.endMs) - start);
    const high = round(foot - top);
    return html`<rect class="${style}" x="${start}" y="${top}" width="${wide}" height="${high}"/>`;
  };
  return [
    ...union(faults).map(shade('band-fault')),
    ...union(stepBars(judged.claims, frame.toMs)).map(shade('band-step')),
  ];
}

function zeroLine(judged: Judged, frame: Frame, top: number, foot: number): Markup {
  if (judged.origin !== 't0') return html``;
  const zero = inside(frame, 0);
  return html`<line class="zero" x1="${zero}" x2="${zero}" y1="${top - 6}" y2="${round(foot)}"/>
<text class="t-fault t-mid" x="${zero}" y="${top - 9}">the fault bites</text>`;
}
