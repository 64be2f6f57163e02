import type { Band } from '../../journal/index.ts';
import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import type { Lane } from '../lanes.ts';
import { windowsOf } from '../windows.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Asked of a sustained scenario, from t0 until load ended, and of a control run, from the moment at
 * which another has its fault: no window's success rate was outside the band, and no p99 over the
 * hold time. The p99 of a single window of some 11 operations is its slowest one, and one slow
 * operation in a minute is not a service that is away.
 */
export const neverLeftBand: Check = {
  id: 'never-left-band',
  kind: 'measure',
  examine({ journal, moments, lanes }) {
    const { run } = journal;
    if (run.expectation !== 'sustained' && !run.control) return undefined;
    const fromMs = run.control ? controlFromMs(moments, run.band.windowMs) : moments.t0Ms;
    if (fromMs === undefined) return unknown('no fault was seen to bite');
    const since = run.control ? 'after the steady phase' : 'after t0';
    for (const lane of lanes) {
      const where = `${lane.service} at ${lane.vantage}`;
      const atMs = leftBandMs(lane, run.band, fromMs, moments.loadEndMs);
      if (atMs === 'too-little') return unknown(`${where} had too little load`);
      if (atMs !== 'never') return fail(`${where} left the band ${duration(atMs)} ${since}`);
    }
    return pass('no service left the band at any vantage');
  },
};

function leftBandMs(lane: Lane, band: Band, fromMs: number, toMs: number) {
  const each = windowsOf(lane, band, fromMs, toMs);
  const widthMs = Math.min(Math.max(band.holdMs, band.windowMs), toMs - fromMs);
  const whole = windowsOf(lane, band, fromMs, toMs, widthMs);
  if (!lane.steady || each.count === 0 || whole.count === 0) return 'too-little';
  for (let i = 0; i < each.count; i += 1) if (!each.succeeds(i)) return i * each.stepMs;
  for (let i = 0; i < whole.count; i += 1) if (!whole.inBand(i)) return i * whole.stepMs;
  return 'never';
}

/** Where the steady phase lasted until load ended, it is itself what is asked about. */
function controlFromMs(
  { steadyFromMs, steadyToMs, loadEndMs }: Evidence['moments'],
  widthMs: number,
) {
  return loadEndMs - steadyToMs >= widthMs ? steadyToMs : steadyFromMs;
}
