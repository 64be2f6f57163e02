import { type Check, pass, unknown } from './check.ts';

/** Before the fault every service at every vantage was itself no worse than the band allows. */
export const steadyState: Check = {
  id: 'steady-state',
  kind: 'assumption',
  examine({ journal, lanes }) {
    const least = 1 - journal.run.band.successRateDrop;
    for (const { service, vantage, steady } of lanes) {
      if (!steady) return unknown(`${service} at ${vantage} had no load before the fault`);
      const rate = `succeeded ${percent(steady.successRate)} before the fault`;
      if (steady.successRate < least)
        return unknown(`${service} at ${vantage} ${rate}, at least ${percent(least)} is normal`);
    }
    return pass('every service was healthy at every vantage before the fault');
  },
};

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
