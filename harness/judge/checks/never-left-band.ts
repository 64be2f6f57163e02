import { duration } from '../duration.ts';
import { windowsOf } from '../windows.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** Asked of a sustained scenario: from t0 until load ended no window was outside the band. */
export const neverLeftBand: Check = {
  id: 'never-left-band',
  kind: 'measure',
  examine({ journal, moments, lanes }) {
    const { run } = journal;
    if (run.expectation !== 'sustained') return undefined;
    if (moments.t0Ms === undefined) return unknown('no fault was seen to bite');
    for (const lane of lanes) {
      const windows = windowsOf(lane, run.band, moments.t0Ms, moments.loadEndMs);
      const where = `${lane.service} at ${lane.vantage}`;
      if (!lane.steady || windows.count === 0) return unknown(`${where} had too little load`);
      for (let i = 0; i < windows.count; i += 1)
        if (!windows.inBand(i))
          return fail(`${where} left the band ${duration(i * windows.stepMs)} after t0`);
    }
    return pass('no service left the band at any vantage');
  },
};
