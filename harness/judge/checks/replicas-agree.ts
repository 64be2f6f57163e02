import { readbacksOf } from '../stores.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * After recovery all complete readbacks of a store hold the same ids (requirement A1). One that is
 * not complete may be on its way, unless it stands still: then it follows nobody, or another.
 */
export const replicasAgree: Check = {
  id: 'replicas-agree',
  kind: 'safety',
  examine({ journal, moments }) {
    let compared = 0;
    for (const store of journal.run.stores) {
      const [first, ...others] = readbacksOf(journal, moments, store.name);
      if (!first?.complete) continue;
      const stalled = others.find((entry) => entry.stalled);
      if (stalled) return fail(`${store.name} in ${stalled.region}: ${stalled.proof}`);
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
