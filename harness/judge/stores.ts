import type { Journal, ReadbackEntry, StoreTarget } from '../journal/index.ts';
import type { Failover } from './failover.ts';
import type { JudgedStore } from './judged.ts';
import type { Ledger } from './ledger.ts';
import { type Loss, lossOf } from './loss.ts';
import type { Moments } from './moments.ts';
import { judgeRpo, unreadRpo } from './rpo.ts';
import { servingRegion, type Writers } from './writers.ts';

export interface StoreResult {
  readonly target: StoreTarget;
  readonly judged: JudgedStore;
  /** Of the region that served then, complete or not. */
  readonly readback: ReadbackEntry | undefined;
  /** Undefined when there was no complete readback to compare with. */
  readonly loss: Loss | undefined;
}

/** A store is judged by its readback in the region that serves then. */
export function judgeStores(
  journal: Journal,
  moments: Moments,
  ledger: Ledger,
  writers: Writers,
  failover: Failover,
): StoreResult[] {
  const serving =
    servingRegion(writers, moments.healMs) ?? failover.newRegion ?? failover.oldRegion;
  const t0Ms = moments.t0Ms ?? moments.steadyToMs;
  const bit = moments.t0Ms !== undefined;
  const control = journal.run.control === true;
  const moved = failover.newRegion !== undefined || failover.newEpoch !== undefined;
  const stayed = journal.run.failover === 'never' && !moved;
  return journal.run.stores.map((target) => {
    const { name, everyNth } = target;
    const question = { t0Ms, everyNth, settledMs: moments.steadyFromMs };
    const readbacks = readbacksOf(journal, moments, name);
    const readback = readbacks.find((entry) => entry.region === serving);
    if (!readback?.complete) {
      const all = lossOf(ledger, [], question);
      const why = whyUnread(name, readbacks, serving);
      return { target, readback, loss: undefined, judged: unreadRpo(target, all, t0Ms, why) };
    }
    const loss = lossOf(ledger, readback.ids, { ...question, newEpoch: failover.newEpoch });
    const judged = judgeRpo(target, readback, loss, { t0Ms, bit, control, stayed });
    return { target, readback, loss, judged };
  });
}

function whyUnread(name: string, readbacks: readonly ReadbackEntry[], serving?: string): string {
  if (readbacks.length === 0) return `no readback of ${name}`;
  if (serving === undefined) return `${name} was read back, and no region was seen to serve`;
  const regions = readbacks.map((entry) => entry.region);
  if (regions.includes(serving)) return `readback in ${serving} is not complete`;
  return `${name} was read back in ${regions.join(' and ')} alone, and ${serving} served`;
}

/** Readbacks of a store before the rig changes anything, the first of each region. */
export function readbacksOf(journal: Journal, moments: Moments, store: string): ReadbackEntry[] {
  const fromMs = moments.t0Ms ?? moments.steadyToMs;
  const byRegion = new Map<string, ReadbackEntry>();
  for (const entry of journal.readbacks)
    if (entry.store === store && entry.atMs >= fromMs && entry.atMs <= moments.healMs)
      if (!byRegion.has(entry.region)) byRegion.set(entry.region, entry);
  return [...byRegion.values()];
}
