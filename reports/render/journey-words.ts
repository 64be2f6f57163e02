import type { Judged, JudgedBrowser } from '../../harness/judge/index.ts';
import { duration } from './words.ts';

const steps: Readonly<Record<string, string>> = {
  open: 'open the page',
  'sign-in': 'sign in',
  create: 'create a test',
  see: 'see its result',
};

/** What a user wanted to do in a step. */
export function stepWords(step: string): string {
  return steps[step] ?? step;
}

export function awayText({ fromMs, toMs }: JudgedBrowser['outages'][number]): string {
  return toMs === undefined ? '∞' : duration(toMs - fromMs);
}

/** How long a user was kept away, in sentences; none if there was no browser. */
export function browserSentences({ browser, origin }: Judged): readonly string[] {
  if (!browser) return [];
  const { vantage, journeys, outages } = browser;
  const where = `In a browser at ${vantage}`;
  if (journeys.length === 0) return [`${where} nobody made a journey.`];
  if (outages.length === 0) return [`${where} a user always reached what they came for.`];
  return outages.map((outage) => {
    const { toMs } = outage;
    if (toMs === undefined) return `${where} a user was kept away, and was not let in again.`;
    const when = `${duration(Math.abs(toMs))} ${toMs < 0 ? 'before' : 'after'} the fault`;
    const since = origin === 't0' ? `, until ${when}` : '';
    return `${where} a user was kept away for ${awayText(outage)}${since}.`;
  });
}
