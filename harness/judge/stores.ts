import type { Journal, ReadbackEntry, StoreTarget } from '../journal/index.ts';
import { duration } from './duration.ts';
import type { Failover } from './failover.ts';
import type { Interval, JudgedStore, Verdict } from './judged.ts';
import type { Ledger } from './ledger.ts';
import { type Loss, lossOf } from './loss.ts';
import type { Moments } from './moments.ts';
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
  return journal.run.stores.map((target) => {
    const { name, everyNth } = target;
    const readback = readbacksOf(journal, moments, name).find(
      (entry, _, all) => entry.region === serving || all.length === 1,
    );
    if (readback?.complete) {
      const loss = lossOf(ledger, readback.ids, { t0Ms, everyNth, newEpoch: failover.newEpoch });
      return {
        target,
        readback,
        loss,
        judged: judgeLoss(target, readback, loss, journal, moments),
      };
    }
    const why = readback
      ? `readback in ${readback.region} is not complete`
      : `no readback of ${name}`;
    return { target, readback, loss: undefined, judged: unread(target, ledger, t0Ms, why) };
  });
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

/** What was lost is time before t0 and, apart, after it; the target bounds their sum. */
function judgeLoss(
  store: StoreTarget,
  readback: ReadbackEntry,
  loss: Loss,
  { run }: Journal,
  moments: Moments,
) {
  const t0Ms = moments.t0Ms ?? moments.steadyToMs;
  const { lost, absentIndeterminate: unsure, lostAfter } = loss;
  const rpoMs = since(t0Ms, lost.firstMs, unsure.firstMs);
  const lastMs = lostAfter.ops > 0 ? lostAfter.lastMs - t0Ms : 0;
  const [verdict, why] = run.control
    ? worthInControl(lost.ops + lostAfter.ops)
    : worthOf(rpoMs, lastMs, store.rpoTargetMs, moments.t0Ms !== undefined);
  return {
    name: store.name,
    tier: store.tier,
    region: readback.region,
    proof: readback.proof,
    rpoOps: [lost.ops, lost.ops + unsure.ops],
    rpoMs,
    rpoBytes: [lost.bytes, lost.bytes + unsure.bytes],
    lostAfterFault: { ops: lostAfter.ops, bytes: lostAfter.bytes, lastMs },
    acknowledgedOps: loss.acknowledged,
    indeterminateOps: loss.indeterminate,
    targetMs: store.rpoTargetMs,
    verdict,
    why,
  } satisfies JudgedStore;
}

function worthOf(rpoMs: Interval, afterMs: number, targetMs: number, bit: boolean) {
  const [lo, hi] = [rpoMs[0] + afterMs, rpoMs[1] + afterMs];
  const [least, most] = [duration(lo), duration(hi)];
  const length = least === most ? least : `${least} to ${most}`;
  const span = `${length} of acknowledged writes lost`;
  const answer = (verdict: Verdict, why: string): [Verdict, string] => [verdict, why];
  if (!bit) return answer('unknown', 'no fault was seen to bite');
  if (lo > targetMs) return answer('fail', `${span}, target ${duration(targetMs)}`);
  if (hi > targetMs)
    return answer('unknown', `${span}: indeterminate writes reach past the target`);
  return answer('pass', hi === 0 ? 'nothing acknowledged was lost' : span);
}

/** No fault excuses a loss. A write that was never acknowledged, and is absent, is none. */
function worthInControl(lostOps: number): [Verdict, string] {
  if (lostOps === 0) return ['pass', 'nothing acknowledged was lost'];
  return ['fail', `${lostOps} acknowledged writes lost, and no fault was injected`];
}

/** Without a readback all of it may be lost and none of it may be. */
function unread(store: StoreTarget, ledger: Ledger, t0Ms: number, why: string): JudgedStore {
  const all = lossOf(ledger, [], { t0Ms, everyNth: store.everyNth });
  const { lost, absentIndeterminate: unsure } = all;
  return {
    name: store.name,
    tier: store.tier,
    region: '',
    proof: '',
    rpoOps: [0, lost.ops + unsure.ops],
    rpoMs: [0, since(t0Ms, lost.firstMs, unsure.firstMs)[1]],
    rpoBytes: [0, lost.bytes + unsure.bytes],
    lostAfterFault: { ops: 0, bytes: 0, lastMs: 0 },
    acknowledgedOps: all.acknowledged,
    indeterminateOps: all.indeterminate,
    targetMs: store.rpoTargetMs,
    verdict: 'unknown',
    why,
  };
}

function since(t0Ms: number, lostMs: number, unsureMs: number): Interval {
  const lo = Math.max(0, t0Ms - lostMs);
  return [lo, Math.max(lo, t0Ms - unsureMs)];
}
