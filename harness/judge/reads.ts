import type { Journal, OperationEntry } from '../journal/index.ts';
import { holdsId } from './id-ranges.ts';
import type { Ledger } from './ledger.ts';
import type { StoreResult } from './stores.ts';
import { Witnesses } from './witnesses.ts';

/** Reads that did not find what is there; those of a write that was lost are not among them. */
export interface Reads {
  /** Reads that say whether they found anything. */
  readonly answered: number;
  /** Of a write acknowledged longer before the read than the run allows. */
  readonly stale: Witnesses;
  /** The longest that one of these was behind. */
  readonly stalestMs: number;
  /** Of a write that the same vantage had found before. */
  readonly wentBack: Witnesses;
}

/**
 * A write is there if each complete readback of a store it belongs to has it: what only some have
 * is torn, and told of there.
 */
export function judgeReads(
  journal: Journal,
  ledger: Ledger,
  stores: readonly StoreResult[],
): Reads {
  const isKept = keptIn(stores);
  const maxStaleMs = journal.run.maxStaleMs ?? Number.POSITIVE_INFINITY;
  const missed = new Set<number>();
  const stale = new Witnesses();
  let stalestMs = 0;
  let answered = 0;
  const { operations } = journal;
  for (let i = 0; i < operations.length; i += 1) {
    const { found } = operations.classOf(i);
    if (found === undefined) continue;
    answered += 1;
    const op = found ? undefined : operations.at(i);
    if (!op || !isKept(op.id)) continue;
    missed.add(op.id);
    const write = ledger.write(op.id);
    const behindMs = write?.outcome === 'ok' ? op.atMs - write.endMs : 0;
    if (behindMs <= maxStaleMs) continue;
    stale.add(op);
    stalestMs = Math.max(stalestMs, behindMs);
  }
  return { answered, stale, stalestMs, wentBack: wentBack(journal, missed) };
}

function keptIn(stores: readonly StoreResult[]): (id: number) => boolean {
  const whole = stores.filter((store) => store.loss);
  return (id) => {
    const members = whole.filter(({ target }) => id % (target.everyNth ?? 1) === 0);
    return members.length > 0 && members.every((store) => holdsId(store.readback?.ids ?? [], id));
  };
}

/** Only ids that some read missed are followed, so that memory goes with what is wrong. */
function wentBack({ operations }: Journal, missed: ReadonlySet<number>): Witnesses {
  const back = new Witnesses();
  const foundAtMs = new Map<string, number>();
  for (let i = 0; missed.size > 0 && i < operations.length; i += 1) {
    const { found, vantage } = operations.classOf(i);
    const id = operations.id(i);
    if (found === undefined || !missed.has(id)) continue;
    const key = `${vantage}\n${id}`;
    const firstMs = foundAtMs.get(key) ?? Number.POSITIVE_INFINITY;
    if (found) foundAtMs.set(key, Math.min(firstMs, operations.endMs(i)));
    else if (firstMs <= operations.atMs(i)) back.add(operations.at(i) as OperationEntry);
  }
  return back;
}
