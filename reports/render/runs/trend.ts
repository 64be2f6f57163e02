import { html, type Markup } from '../markup.ts';
import { round } from '../plot.ts';
import { linear } from '../scale.ts';
import { rtoText } from '../sentences.ts';
import type { RunSummary } from './run-summary.ts';

const width = 480;
const height = 64;
const edge = 8;
/** As many as can be told apart. */
const mostRuns = 40;

/** The worst RTO of the last runs, oldest first: a dot is a pass, a cross is not. */
export function trend(runs: readonly RunSummary[]): Markup {
  const shown = runs.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)).slice(-mostRuns);
  const measured = shown.flatMap(({ rtoMs }) => (typeof rtoMs === 'number' ? [rtoMs] : []));
  const target = shown.at(-1)?.targetMs;
  const high = Math.max(1, target ?? 0, ...measured) * 1.15;
  const y = linear([0, high], [height - edge, edge]);
  const x = linear([0, Math.max(1, shown.length - 1)], [edge, width - edge]);
  const places = shown.map((run, index) => ({ run, x: round(x(index)), y: round(yOf(run, y)) }));
  const line = places
    .filter(({ run }) => typeof run.rtoMs === 'number')
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`)
    .join('');
  const words = shown.map((run) => `${rtoText(run.rtoMs)} ${run.verdict}`).join(', ');
  return html`<svg class="trend" viewBox="0 0 ${width} ${height}" role="img"
 aria-label="Time away of the last ${shown.length} runs, oldest first: ${words}">
<line class="grid" x1="0" x2="${width}" y1="${height - edge}" y2="${height - edge}"/>
${target !== undefined && targetLine(round(y(target)))}
<path class="line-1" d="${line}"/>
${places.map(({ run, x, y }) => mark(run, x, y))}</svg>`;
}

function targetLine(y: number): Markup {
  return html`<line class="target" x1="0" x2="${width}" y1="${y}" y2="${y}"/>`;
}

/** What never came back stands at the top, what was not measured at the foot. */
function yOf({ rtoMs }: RunSummary, y: (ms: number) => number): number {
  if (typeof rtoMs === 'number') return y(rtoMs);
  return rtoMs === 'infinity' ? edge / 2 : height - edge;
}

function mark(run: RunSummary, x: number, y: number): Markup {
  const title = `${run.startedAt}: ${rtoText(run.rtoMs)}, ${run.verdict}`;
  const shape =
    run.verdict === 'pass'
      ? html`<circle class="mark-pass" cx="${x}" cy="${y}" r="3"/>`
      : html`<path class="mark-bad" d="M${x - 3} ${y - 3}l6 6m0 -6l-6 6"/>`;
  return html`<g><title>${title}</title>${shape}</g>`;
}
