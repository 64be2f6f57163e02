import { readbacksOf } from '../stores.ts';
import { type Check, fail, pass } from './check.ts';

/** After recovery all complete readbacks of a store hold the same ids (requirement A1). */
export const replicasAgree: Check = {
  id: 'replicas-agree',
  kind: 'safety',
  examine({ journal, moments }) {
    let compared = 0;
    for (const store of journal.run.stores) {
      const whole = readbacksOf(journal, moments, store.name).filter((entry) => entry.complete);
      const [first, ...others] = whole;
      if (!first) continue;
      compared += others.length;
      const wanted = JSON.stringify(first.ids);
      const other = others.find((entry) => JSON.stringify(entry.ids) !== wanted);
      if (other) return fail(`${store.name}: ${first.region} and ${other.region} differ`);
    }
    return compared > 0 ? pass(`${compared} replicas hold what their primary holds`) : undefined;
  },
};
