import type { Judged, JudgedClaim } from '../../harness/judge/index.ts';
import { claimToleranceMs } from '../../harness/judge/tolerances.ts';
import { html, type Markup } from './markup.ts';
import { type Frame, round } from './plot.ts';
import { linear } from './scale.ts';
import { clipPath, timeAxis, zoomable } from './time-axis.ts';
import { duration, moment } from './words.ts';

const width = 1080;
const left = 165;
const right = 880;
const rowHeight = 28;
const head = 12;
const id = 'claims-picture';

type SeenClaim = JudgedClaim & { readonly observed: NonNullable<JudgedClaim['observed']> };

/** Each claim that can be seen from outside beside what was seen; nothing if there is none. */
export function claimsPicture(judged: Judged): Markup | undefined {
  const seen = judged.claims.filter((claim): claim is SeenClaim => claim.observed !== undefined);
  if (seen.length === 0) return undefined;
  const moments = seen.flatMap((claim) => [claim.atMs, claim.observed.atMs]);
  const fromMs = Math.min(0, ...moments);
  const lastMs = Math.max(fromMs + 1000, ...moments);
  const toMs = lastMs + (lastMs - fromMs) * 0.03;
  const frame: Frame = {
    width,
    left,
    right,
    fromMs,
    toMs,
    x: linear([fromMs, toMs], [left, right]),
  };
  const foot = head + seen.length * rowHeight;
  return html`<svg viewBox="0 0 ${width} ${foot + 26}"
 ${zoomable(id, frame, judged.origin)} aria-labelledby="${id}-title ${id}-words">
<title id="${id}-title">What the engine said, and when it was seen</title>
<desc id="${id}-words">${seen.map(words).join('; ')}</desc>
${clipPath(id, frame)}
${seen.map((claim, index) => row(claim, head + index * rowHeight, frame))}
${timeAxis(frame, foot, judged.origin)}
</svg>`;
}

function words({ step, observed }: SeenClaim): string {
  return `${step}: ${observed.what} at ${moment(observed.atMs)}, ${gapWords(observed.gapMs)}`;
}

function row(claim: SeenClaim, top: number, frame: Frame): Markup {
  const { step, atMs, observed } = claim;
  const y = top + rowHeight / 2;
  const said = round(frame.x(atMs));
  const was = round(frame.x(observed.atMs));
  // Probes look now and then: only what is further apart than they can be was said too early.
  const tone = observed.gapMs < -claimToleranceMs ? 'early' : 'late';
  return html`<g><title>${words(claim)}</title>
<line class="grid" x1="${frame.left}" x2="${frame.right}" y1="${y}" y2="${y}"/>
<text class="t-strong" x="12" y="${y + 4}">${step}</text>
<g class="moves">
<line class="gap-${tone}" x1="${Math.min(said, was)}" x2="${Math.max(said, was)}"
 y1="${y}" y2="${y}"/>
<circle class="seen" cx="${was}" cy="${y}" r="6"/>
<circle class="said" cx="${said}" cy="${y}" r="3.5"/></g>
<text class="t-${tone}" x="${frame.right + 10}" y="${y + 4}">${gapWords(observed.gapMs)}</text>
</g>`;
}

function gapWords(gapMs: number): string {
  if (Math.abs(gapMs) < 0.5) return 'said as it was seen';
  if (gapMs < -claimToleranceMs) return `said ${duration(-gapMs)} too early`;
  return gapMs < 0 ? `said ${duration(-gapMs)} before` : `said ${duration(gapMs)} after`;
}
