import type { ClaimEntry } from '../journal/index.ts';
import type { Evidence } from './evidence.ts';
import type { JudgedClaim } from './judged.ts';
import { firstInEpochMs } from './truth/writable.ts';
import { reroutedMs } from './waterfall.ts';

/** The event that a claim speaks of, as seen from outside. */
interface Counterpart {
  readonly what: string;
  readonly atMs: (claim: ClaimEntry, evidence: Evidence) => number | undefined;
}

const tookWrites = 'the new database took writes in the epoch claimed';
const counterparts: Readonly<Record<string, Counterpart>> = {
  fence: {
    what: 'the old database stopped taking writes',
    atMs: (_, { failover }) => failover.oldStoppedMs,
  },
  promote: {
    what: 'the new database took a write',
    atMs: (_, { failover }) => failover.promotedMs,
  },
  epoch: { what: tookWrites, atMs: ({ epoch }, evidence) => firstInEpochMs(evidence, epoch) },
  activate: { what: tookWrites, atMs: ({ epoch }, evidence) => firstInEpochMs(evidence, epoch) },
  reroute: { what: 'the last vantage was given the new address', atMs: (_, e) => allReroutedMs(e) },
  recovered: { what: 'the last vantage was stable', atMs: (_, e) => allStableMs(e) },
};

/**
 * Puts each claim that something is done beside the same event as seen from outside. The gap is
 * claim minus observation: positive, the engine said it late; negative, before it was true.
 */
export function judgeClaims(evidence: Evidence): JudgedClaim[] {
  const { originMs } = evidence.moments;
  return evidence.journal.claims.map((claim) => {
    const { step, event, epoch, trigger, detail = '' } = claim;
    const counterpart = isDone(claim) && Object.hasOwn(counterparts, step) && counterparts[step];
    const seenMs = counterpart ? counterpart.atMs(claim, evidence) : undefined;
    const words = { step, event, atMs: claim.atMs - originMs, detail };
    return {
      ...words,
      ...(epoch === undefined ? {} : { epoch }),
      ...(trigger === undefined ? {} : { trigger }),
      ...(counterpart && seenMs !== undefined
        ? {
            observed: {
              what: counterpart.what,
              atMs: seenMs - originMs,
              gapMs: claim.atMs - seenMs,
            },
          }
        : {}),
    };
  });
}

function isDone(claim: ClaimEntry): boolean {
  return claim.event === 'succeeded' || claim.event === 'noted';
}

function allReroutedMs({ journal, moments, failover }: Evidence): number | undefined {
  return lastOf(
    journal.run.vantages.map((vantage) =>
      reroutedMs(journal, vantage, failover.newRegion, moments.originMs),
    ),
  );
}

function allStableMs({ moments, services }: Evidence): number | undefined {
  return lastOf(
    services.map(({ recovery: { rtoMs } }) =>
      typeof rtoMs === 'number' ? moments.originMs + rtoMs : undefined,
    ),
  );
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
