import type { RunEntry } from '../journal/index.ts';
import type { JudgedAvailability, Timeline, TimelineSeries } from './judged.ts';

/** 365 days, as providers count: 99.99 % leave 52.56 minutes. */
const yearMs = 365 * 24 * 3_600_000;

/**
 * Downtime is the failed share of each step of the timeline times its length, summed over the
 * measured load: an outage counts in full, a hundredth of errors as a hundredth, and an operation
 * that nobody knows the end of as failed, since its client got nothing. Windows outside the band
 * would count one slow second as a second of outage. (AWS counts its service levels so as well, by
 * the failed share of each five minutes.)
 */
export function availabilityOf(run: RunEntry, timeline: Timeline, loadMs: number) {
  return timeline.series.map((series): JudgedAvailability => {
    const due = total(series.operations);
    const downMs = downtimeOf(series, timeline.stepMs, loadMs);
    return {
      service: series.service,
      vantage: series.vantage,
      share: due === 0 ? 0 : total(series.ok) / due,
      downMs,
      targets: (run.availability ?? []).map(({ name, share }) => {
        const allowedMs = Math.round((1 - share) * yearMs);
        return { name, share, yearMs: allowedMs, used: shareOf(downMs, allowedMs) };
      }),
    };
  });
}

/** The last step may be cut off by the end of load. Where nothing was due, nothing was down. */
function downtimeOf({ operations, ok }: TimelineSeries, stepMs: number, loadMs: number): number {
  let downMs = 0;
  for (const [index, due] of operations.entries()) {
    const widthMs = Math.min(stepMs, Math.max(0, loadMs - index * stepMs));
    if (due > 0) downMs += (1 - (ok[index] ?? 0) / due) * widthMs;
  }
  return Math.round(downMs * 10) / 10;
}

/** A target of no downtime at all is used up by any; there is no infinity in JSON. */
function shareOf(downMs: number, allowedMs: number): number {
  if (downMs === 0) return 0;
  return allowedMs > 0 ? downMs / allowedMs : Number.MAX_VALUE;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
