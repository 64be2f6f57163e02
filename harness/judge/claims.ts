import type { ClaimEntry, Journal } from '../journal/index.ts';
import type { Failover } from './failover.ts';
import type { JudgedClaim } from './judged.ts';
import type { Moments } from './moments.ts';
import type { LaneResult } from './services.ts';
import { reroutedMs } from './waterfall.ts';

interface Sighting {
  readonly what: string;
  readonly atMs: number | undefined;
}

/**
 * Puts each claim that something is done beside the same event as seen from outside. The gap is
 * claim minus observation: positive, the engine said it late; negative, before it was true.
 */
export function judgeClaims(
  journal: Journal,
  moments: Moments,
  failover: Failover,
  results: readonly LaneResult[],
): JudgedClaim[] {
  const counterparts = counterpartsOf(journal, moments, failover, results);
  return journal.claims.map((claim) => {
    const seen = isDone(claim) ? counterparts[claim.step] : undefined;
    return {
      step: claim.step,
      event: claim.event,
      atMs: claim.atMs - moments.originMs,
      detail: claim.detail ?? '',
      ...(claim.epoch === undefined ? {} : { epoch: claim.epoch }),
      ...(claim.trigger === undefined ? {} : { trigger: claim.trigger }),
      ...(seen?.atMs === undefined
        ? {}
        : {
            observed: {
              what: seen.what,
              atMs: seen.atMs - moments.originMs,
              gapMs: claim.atMs - seen.atMs,
            },
          }),
    };
  });
}

function isDone(claim: ClaimEntry): boolean {
  return claim.event === 'succeeded' || claim.event === 'noted';
}

function counterpartsOf(
  journal: Journal,
  moments: Moments,
  failover: Failover,
  results: readonly LaneResult[],
): Readonly<Record<string, Sighting>> {
  const t0Ms = moments.originMs;
  const rtos = results.map((result) => result.recovery.rtoMs);
  const finite = rtos.filter((rto) => typeof rto === 'number');
  const answers = journal.run.vantages.map((vantage) =>
    reroutedMs(journal, vantage, failover.newRegion, t0Ms),
  );
  return {
    fence: { what: 'the old database stopped taking writes', atMs: failover.oldStoppedMs },
    promote: { what: 'the new database took a write', atMs: failover.promotedMs },
    reroute: { what: 'the last vantage was given the new address', atMs: lastOf(answers) },
    recovered: {
      what: 'the last vantage was stable',
      atMs: finite.length === rtos.length ? lastOf(finite.map((rto) => t0Ms + rto)) : undefined,
    },
  };
}

/** The latest moment, or undefined if any is missing. */
function lastOf(moments: readonly (number | undefined)[]): number | undefined {
  let last: number | undefined;
  for (const moment of moments) {
    if (moment === undefined) return undefined;
    last = Math.max(last ?? moment, moment);
  }
  return last;
}
