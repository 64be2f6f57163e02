import type { LaneResult } from './services.ts';

/**
 * In a control run nothing breaks, so there is nothing to come back from; whether a lane stayed in
 * its band is asked of it apart.
 */
export function asControl(result: LaneResult): LaneResult {
  const { lane, judged } = result;
  if (!lane.steady) return result;
  const why = 'a control run: there is nothing to recover from';
  return { ...result, judged: { ...judged, verdict: 'pass', why } };
}
