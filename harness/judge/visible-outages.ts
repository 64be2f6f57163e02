import type { JourneyEntry } from '../journal/index.ts';

/** What an outage is worked out from. */
export type Travelled = Pick<JourneyEntry, 'atMs' | 'endMs' | 'failed'>;

/** A time in which users could not do what they came for; the moments of the journal. */
export interface VisibleOutage {
  /** When the last whole journey before it had ended; absent if there was none. */
  readonly lastWholeMs?: number;
  readonly fromMs: number;
  /** Absent if no whole journey came after it. */
  readonly toMs?: number;
  readonly failedJourneys: number;
}

/**
 * An outage lasts from the beginning of the failing step of the first journey that fails to the end
 * of the first whole journey after it. Journeys follow each other, in their order; nobody tried
 * between them, so it may have begun as early as the end of the whole journey before.
 */
export function visibleOutages(journeys: readonly Travelled[]): VisibleOutage[] {
  const outages: VisibleOutage[] = [];
  let lastWholeMs: number | undefined;
  let open: VisibleOutage | undefined;
  for (const { endMs, failed } of journeys) {
    if (failed) {
      const { fromMs = failed.atMs, failedJourneys = 0 } = open ?? {};
      const before = lastWholeMs === undefined ? {} : { lastWholeMs };
      open = { ...before, fromMs, failedJourneys: failedJourneys + 1 };
      continue;
    }
    if (open) outages.push({ ...open, toMs: endMs });
    open = undefined;
    lastWholeMs = endMs;
  }
  return open ? [...outages, open] : outages;
}
