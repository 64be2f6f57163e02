import { duration } from '../duration.ts';
import { type Check, fail, pass } from './check.ts';

/**
 * What came back stays: after the hold time no window's success rate leaves the band again. Where
 * nothing came back there is nothing to ask; the RTO says so.
 */
export const staysRecovered: Check = {
  id: 'stays-recovered',
  kind: 'measure',
  examine({ journal, services }) {
    if (journal.run.expectation !== 'recovery' || journal.run.control) return undefined;
    const fallen = services.find((service) => service.recovery.relapsedMs !== undefined);
    if (fallen) {
      const { lane, recovery } = fallen;
      const when = duration(recovery.relapsedMs ?? 0);
      return fail(`${lane.service} at ${lane.vantage} left the band again ${when} after t0`);
    }
    const back = services.filter((service) => service.recovery.proved).length;
    if (back === 0) return undefined;
    return pass(`${back} stayed in the band until load ended`);
  },
};
