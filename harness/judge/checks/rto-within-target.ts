import { worstVerdict } from '../verdict.ts';
import { type Check, unknown } from './check.ts';

/** Every service is back at every vantage within its target; not asked of a control run. */
export const rtoWithinTarget: Check = {
  id: 'rto-within-target',
  kind: 'measure',
  examine({ journal, services }) {
    if (journal.run.control) return undefined;
    const worst = worstVerdict(services.map((service) => service.judged.verdict));
    const telling = services.find((service) => service.judged.verdict === worst)?.judged;
    if (!telling) return unknown('no service was measured');
    if (worst === 'pass') return { verdict: worst, why: `${services.length} within target` };
    return { verdict: worst, why: `${telling.name} at ${telling.vantage}: ${telling.why}` };
  },
};
