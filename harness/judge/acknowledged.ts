import type { Journal, OperationClass } from '../journal/index.ts';
import { isAcknowledgedWrite } from './failover.ts';
import { Witnesses } from './witnesses.ts';

export interface AcknowledgedQuestion {
  /** Begun after this, milliseconds. */
  readonly fromMs: number;
  /** And before this. */
  readonly untilMs: number;
  /** What the writes share. */
  readonly where: (facts: OperationClass) => boolean;
}

/** Acknowledged writes that were begun in a span of time, and of which `where` holds. */
export function acknowledgedWrites(
  { operations }: Journal,
  { fromMs, untilMs, where }: AcknowledgedQuestion,
): Witnesses {
  const found = new Witnesses();
  const wanted = operations.classes.map((facts) => isAcknowledgedWrite(facts) && where(facts));
  if (!wanted.includes(true)) return found;
  for (let i = 0; i < operations.length; i += 1) {
    if (!wanted[operations.classIndex(i)]) continue;
    const atMs = operations.atMs(i);
    const op = atMs > fromMs && atMs < untilMs ? operations.at(i) : undefined;
    if (op) found.add(op);
  }
  return found;
}
