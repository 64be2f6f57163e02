import { worstVerdict } from '../verdict.ts';
import { type Check, unknown } from './check.ts';

/**
 * Every store lost no more than its target, even if all that is uncertain was lost. In a control
 * run nothing that was acknowledged may be lost.
 */
export const rpoWithinTarget: Check = {
  id: 'rpo-within-target',
  kind: 'measure',
  examine({ stores }) {
    const worst = worstVerdict(stores.map((store) => store.judged.verdict));
    const telling = stores.find((store) => store.judged.verdict === worst)?.judged;
    if (!telling) return unknown('the run names no store');
    return { verdict: worst, why: `${telling.name}: ${telling.why}` };
  },
};
