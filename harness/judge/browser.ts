import type { Journal } from '../journal/index.ts';
import type { JudgedBrowser } from './judged.ts';
import type { Moments } from './moments.ts';
import { visibleOutages } from './visible-outages.ts';

/** What a user in a browser saw; their outages from the steady phase on, when load is whole. */
export function browserOf(journal: Journal, moments: Moments): JudgedBrowser | undefined {
  const { browser } = journal.run;
  if (!browser) return undefined;
  const relative = (ms: number) => ms - moments.originMs;
  const measured = journal.journeys.filter(({ endMs }) => endMs >= moments.steadyFromMs);
  return {
    vantage: browser.vantage,
    journeys: journal.journeys.map(({ atMs, endMs, failed, region, picture }) => ({
      startMs: relative(atMs),
      endMs: relative(endMs),
      ...(failed && { failed: { ...failed, atMs: relative(failed.atMs) } }),
      ...(region === undefined ? {} : { region }),
      ...(picture && { picture }),
    })),
    outages: visibleOutages(measured).map(({ lastWholeMs, fromMs, toMs, failedJourneys }) => ({
      ...(lastWholeMs === undefined ? {} : { lastWholeMs: relative(lastWholeMs) }),
      fromMs: relative(fromMs),
      ...(toMs === undefined ? {} : { toMs: relative(toMs) }),
      failedJourneys,
    })),
  };
}
