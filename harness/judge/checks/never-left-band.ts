import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { windowsOf } from '../windows.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Asked of a sustained scenario, from t0 until load ended, and of a control run, from the moment at
 * which another has its fault: no window was outside the band.
 */
export const neverLeftBand: Check = {
  id: 'never-left-band',
  kind: 'measure',
  examine({ journal, moments, lanes }) {
    const { run } = journal;
    if (run.expectation !== 'sustained' && !run.control) return undefined;
    const fromMs = run.control ? controlFromMs(moments, run.band.windowMs) : moments.t0Ms;
    if (fromMs === undefined) return unknown('no fault was seen to bite');
    for (const lane of lanes) {
      const windows = windowsOf(lane, run.band, fromMs, moments.loadEndMs);
      const where = `${lane.service} at ${lane.vantage}`;
      if (!lane.steady || windows.count === 0) return unknown(`${where} had too little load`);
      const since = run.control ? 'after the steady phase' : 'after t0';
      for (let i = 0; i < windows.count; i += 1)
        if (!windows.inBand(i))
          return fail(`${where} left the band ${duration(i * windows.stepMs)} ${since}`);
    }
    return pass('no service left the band at any vantage');
  },
};

/** Where the steady phase lasted until load ended, it is itself what is asked about. */
function controlFromMs(
  { steadyFromMs, steadyToMs, loadEndMs }: Evidence['moments'],
  widthMs: number,
) {
  return loadEndMs - steadyToMs >= widthMs ? steadyToMs : steadyFromMs;
}
