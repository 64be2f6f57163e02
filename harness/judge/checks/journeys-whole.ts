import type { JourneyEntry } from '../../journal/index.ts';
import { duration } from '../duration.ts';
import { type Check, pass, unknown } from './check.ts';

/**
 * Where a browser was asked for, its record has no hole: a whole journey before the fault, every
 * journey by its id, and none missing where one was due. How long its user was away is no verdict.
 */
export const journeysWhole: Check = {
  id: 'journeys-whole',
  kind: 'rig',
  examine({ journal, moments }) {
    const { browser } = journal.run;
    if (!browser) return undefined;
    const { journeys } = journal;
    const missing = journeys.findIndex(({ id }, index) => id !== index + 1);
    if (missing >= 0) return unknown(`journey ${missing + 1} is not recorded`);
    const { steadyFromMs, steadyToMs, loadEndMs } = moments;
    const normal = ({ endMs, failed }: JourneyEntry) =>
      !failed && endMs >= steadyFromMs && endMs <= steadyToMs;
    if (!journeys.some(normal)) return unknown('no whole journey ended in the steady state');
    const silenceMs = longestSilenceMs(journeys, steadyFromMs, loadEndMs);
    // A journey that is due waits for the host at times; never longer than its user for a page.
    if (silenceMs > browser.restMs + browser.patienceMs)
      return unknown(`no journey was under way for ${duration(silenceMs)}`);
    return pass(`${journeys.length} journeys, and never none for ${duration(silenceMs)}`);
  },
};

function longestSilenceMs(journeys: readonly JourneyEntry[], fromMs: number, toMs: number): number {
  let lastMs = fromMs;
  let ms = 0;
  for (const { atMs, endMs } of journeys) {
    ms = Math.max(ms, Math.min(atMs, toMs) - lastMs);
    lastMs = Math.max(lastMs, endMs);
  }
  return Math.max(ms, toMs - lastMs);
}
