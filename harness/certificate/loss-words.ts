import { duration } from '../judge/duration.ts';
import type { StoreFigures } from './run-figures.ts';

/** What a store lost in one run; what was lost after the fault stands apart, and is no RPO. */
export function lossWords({ rpoMs, rpoOps, lostAfterFault }: StoreFigures): string {
  const [least, most] = rpoOps;
  const writes = least === most ? `${most}` : `${least} to ${most}`;
  const { ops, lastMs } = lostAfterFault;
  const after =
    ops === 0 ? '' : `, and ${ops} lost after the fault, until ${duration(lastMs)} after`;
  return `${duration(rpoMs[1])}, ${writes} writes${after}`;
}
