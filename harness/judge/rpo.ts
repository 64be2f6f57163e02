import type { ReadbackEntry, StoreTarget } from '../journal/index.ts';
import { duration } from './duration.ts';
import type { Interval, JudgedStore, Verdict } from './judged.ts';
import type { Loss } from './loss.ts';

export interface RpoQuestion {
  /** The end of the steady phase, where nothing bit. */
  readonly t0Ms: number;
  readonly bit: boolean;
  readonly control: boolean;
  /** Nobody was to fail over, and nobody did. */
  readonly stayed: boolean;
}

/**
 * What one store lost, and what that is worth: time before t0 and, apart, time after it; the target
 * bounds their sum. In a control run nothing excuses a loss. Nor does anything where the service
 * stayed, since no copy was left behind, or where the plan has the store keep all that was
 * acknowledged: the target bounds what is in doubt alone.
 */
export function judgeRpo(
  store: StoreTarget,
  readback: ReadbackEntry,
  loss: Loss,
  question: RpoQuestion,
): JudgedStore {
  const { t0Ms } = question;
  const { lost, absentIndeterminate: unsure, lostAfter } = loss;
  const rpoMs = since(t0Ms, lost.firstMs, unsure.firstMs);
  const afterMs = lostAfter.ops > 0 ? lostAfter.lastMs - lossFromMs(loss, t0Ms) : 0;
  const lostOps = lost.ops + lostAfter.ops;
  const span: Interval = [rpoMs[0] + afterMs, rpoMs[1] + afterMs];
  const [verdict, why] = verdictOn(question, store, span, lostOps, unsure.ops);
  return {
    name: store.name,
    tier: store.tier,
    region: readback.region,
    proof: readback.proof,
    rpoOps: [lost.ops, lost.ops + unsure.ops],
    rpoMs,
    rpoBytes: [lost.bytes, lost.bytes + unsure.bytes],
    lostAfterFault: {
      ops: lostAfter.ops,
      bytes: lostAfter.bytes,
      lastMs: lostAfter.ops > 0 ? lostAfter.lastMs - t0Ms : 0,
    },
    acknowledgedOps: loss.acknowledged,
    indeterminateOps: loss.indeterminate,
    targetMs: store.rpoTargetMs,
    verdict,
    why,
  };
}

/** Without a readback all of it may be lost and none of it may be. `all` is the loss of all. */
export function unreadRpo(store: StoreTarget, all: Loss, t0Ms: number, why: string): JudgedStore {
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

/**
 * What was acknowledged after t0 and lost is measured from here: from t0 where the loss reaches
 * back beyond it; else from its own first write, since of several faults a later one may have
 * caused it, and what came before that is not lost.
 */
export function lossFromMs({ lost, lostAfter }: Loss, t0Ms: number): number {
  return lost.ops > 0 ? t0Ms : Math.max(t0Ms, lostAfter.firstMs);
}

function verdictOn(
  { bit, control, stayed }: RpoQuestion,
  { rpoTargetMs, keepsAcknowledged }: StoreTarget,
  span: Interval,
  lostOps: number,
  unsureOps: number,
): readonly [Verdict, string] {
  if (control) return worthInControl(lostOps);
  if (!bit) return unknownWithoutBite;
  if (stayed && lostOps > 0) {
    return ['fail', `${lostOps} acknowledged writes lost, and nobody failed over`];
  }
  if (keepsAcknowledged && lostOps > 0) {
    return ['fail', `${lostOps} acknowledged writes lost, and none may be`];
  }
  return worthOf(span, lostOps + unsureOps, rpoTargetMs);
}

const unknownWithoutBite = ['unknown', 'no fault was seen to bite'] as const;

function worthOf([lo, hi]: Interval, ops: number, targetMs: number): readonly [Verdict, string] {
  const [least, most] = [duration(lo), duration(hi)];
  const length = least === most ? least : `${least} to ${most}`;
  const span = `${length} of acknowledged writes lost`;
  if (lo > targetMs) return ['fail', `${span}, target ${duration(targetMs)}`];
  if (hi > targetMs) return ['unknown', `${span}: indeterminate writes reach past the target`];
  return ['pass', ops === 0 ? 'nothing acknowledged was lost' : span];
}

/** A write that was never acknowledged, and is absent, is no loss. */
function worthInControl(lostOps: number): readonly [Verdict, string] {
  if (lostOps === 0) return ['pass', 'nothing acknowledged was lost'];
  return ['fail', `${lostOps} acknowledged writes lost, and no fault was injected`];
}

function since(t0Ms: number, lostMs: number, unsureMs: number): Interval {
  const lo = Math.max(0, t0Ms - lostMs);
  return [lo, Math.max(lo, t0Ms - unsureMs)];
}
