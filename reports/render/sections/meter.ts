import { html, type Markup } from '../markup.ts';

const width = 150;

/** How much of a limit was used, as a bar and in words; above the whole it is a miss. */
export function meter(part: number, of: string): Markup {
  return bar(part, of, part <= 1 ? 'pass' : 'fail');
}

/** What part of a whole something is; neither good nor bad. */
export function partMeter(part: number, of: string): Markup {
  return bar(part, of, 'part');
}

function bar(part: number, of: string, tone: string): Markup {
  const filled = Math.round(Math.min(1, part) * width);
  const words = percentWords(part);
  return html`<svg class="meter ${tone}" viewBox="0 0 ${width} 10" role="img"
 aria-label="${words} of ${of}">
<rect class="track" width="${width}" height="10" rx="3"/>
<rect class="bar-tone" width="${filled}" height="10" rx="3"/></svg>
<span class="soft">${words}</span>`;
}

function percentWords(part: number): string {
  if (!Number.isFinite(part)) return 'without end';
  const percent = part * 100;
  if (percent > 0 && percent < 0.01) return 'below 0.01 %';
  return percent > 0 && percent < 1 ? `${percent.toFixed(2)} %` : `${Math.round(percent)} %`;
}
