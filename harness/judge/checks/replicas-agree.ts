import { readbacksOf } from '../stores.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** After recovery all complete readbacks of a store hold the same ids (requirement A1). */
export const replicasAgree: Check = {
  id: 'replicas-agree',
  kind: 'safety',
  examine({ journal, moments }) {
    let compared = 0;
    for (const store of journal.run.stores) {
      const [first, ...others] = readbacksOf(journal, moments, store.name);
      if (!first?.complete) continue;
      const partial = others.find((entry) => !entry.complete);
      if (partial) return unknown(`${store.name} in ${partial.region}: ${partial.proof}`);
      compared += others.length;
      const wanted = JSON.stringify(first.ids);
      const other = others.find((entry) => JSON.stringify(entry.ids) !== wanted);
      if (other) return fail(`${store.name}: ${first.region} and ${other.region} differ`);
    }
    return compared > 0 ? pass(`${compared} replicas hold what their primary holds`) : undefined;
  },
};
