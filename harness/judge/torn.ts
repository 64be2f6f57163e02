import type { Journal } from '../journal/index.ts';
import { presenceIn } from './id-ranges.ts';
import type { JudgedTorn } from './judged.ts';
import type { Ledger } from './ledger.ts';
import type { Moments } from './moments.ts';
import { lossFromMs } from './rpo.ts';
import type { StoreResult } from './stores.ts';
import { witnessesShown } from './tolerances.ts';
import { Witnesses } from './witnesses.ts';

export interface TornResult {
  readonly judged: JudgedTorn;
  /** Acknowledged ones that no RPO excuses, in order of their ids. */
  readonly beyond: Witnesses;
}

/**
 * Business operations that some of their stores have and others lack. A client is acknowledged once
 * for the whole of an operation, so the strictest RPO of the stores it belongs to is that of the
 * whole: a torn one that was acknowledged further from the fault than that is beyond excuse, even
 * if the store that lacks it may lose as much by itself. (A loss beyond a store's own RPO is that
 * store's failure already.) In a control run nothing is excused. What was lost in all stores is not
 * torn; nobody was promised an indeterminate one.
 */
export function judgeTorn(
  { run }: Journal,
  moments: Moments,
  ledger: Ledger,
  stores: readonly StoreResult[],
): TornResult {
  const whole = stores.filter((store) => store.loss);
  const t0Ms = moments.t0Ms ?? moments.steadyToMs;
  const presences = whole.map(({ target, readback, loss }) => ({
    name: target.name,
    everyNth: target.everyNth ?? 1,
    rpoTargetMs: run.control ? Number.NEGATIVE_INFINITY : target.rpoTargetMs,
    isPresent: presenceIn(readback?.ids ?? []),
    fromMs: loss ? lossFromMs(loss, t0Ms) : t0Ms,
  }));
  const first: { id: number; missingIn: readonly string[] }[] = [];
  const beyond = new Witnesses();
  let ops = 0;
  let acknowledgedOps = 0;
  for (let id = 1; whole.length > 1 && id <= ledger.lastId; id += 1) {
    const members = presences.filter((store) => id % store.everyNth === 0);
    const lacking = members.filter((store) => !store.isPresent(id));
    if (lacking.length === 0 || lacking.length === members.length) continue;
    const write = ledger.write(id);
    if (!write) continue;
    ops += 1;
    if (first.length < witnessesShown)
      first.push({ id, missingIn: lacking.map((store) => store.name) });
    if (write.outcome !== 'ok') continue;
    acknowledgedOps += 1;
    const strictestMs = Math.min(...members.map((store) => store.rpoTargetMs));
    const fromMs = Math.min(...lacking.map((store) => store.fromMs));
    const awayMs = write.endMs <= t0Ms ? t0Ms - write.endMs : write.endMs - fromMs;
    if (awayMs > strictestMs) beyond.add(write);
  }
  const compared = whole.length > 1 ? whole.map((store) => store.target.name) : [];
  return { judged: { stores: compared, ops, acknowledgedOps, first }, beyond };
}
