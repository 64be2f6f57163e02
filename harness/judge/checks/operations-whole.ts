import { type Check, fail, pass, unknown } from './check.ts';

/**
 * No acknowledged business operation is torn beyond the strictest RPO of its stores; the rule and
 * its reason stand at `judgeTorn`. Asked where two stores or more were read back whole.
 */
export const operationsWhole: Check = {
  id: 'operations-whole',
  kind: 'measure',
  examine({ journal, moments, torn }) {
    const { stores, ops, acknowledgedOps, first } = torn.judged;
    const among = stores.join(', ');
    if (stores.length === 0) return undefined;
    if (ops === 0) return pass(`every operation is in all of its stores (${among}), or in none`);
    const words = `${ops} operations torn between ${among}, ${acknowledgedOps} acknowledged`;
    if (acknowledgedOps === 0) return pass(words);
    if (moments.t0Ms === undefined && !journal.run.control)
      return unknown(`${words}, and no fault was seen to bite`);
    if (torn.beyond.count === 0) return pass(`${words}, each within the strictest RPO`);
    const excused = journal.run.control ? 'no fault' : 'the strictest RPO';
    const beyond = `${torn.beyond.count} that ${excused} does not excuse`;
    const missing = `id ${first[0]?.id} is not in ${first[0]?.missingIn.join(', ')}`;
    return fail(`${words}, ${beyond}; ${missing}`, torn.beyond.proof(moments.originMs));
  },
};
