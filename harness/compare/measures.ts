import type { Judged, PhaseName, WaterfallBar } from '../judge/index.ts';

export type Unit = 'ms' | 'operations';

/** One figure of a run that can be compared with the same of another. */
export interface Measure {
  /** `detection`, `RTO`, `RPO`, `lost writes`, `lost writes after t0`. */
  readonly what: string;
  /** `core-api at us-east-1`, or a store. */
  readonly where: string;
  readonly unit: Unit;
  /** ∞ for what never came back; absent if it was not measured. */
  readonly value?: number;
}

/** What happens in a bar, which is named after the event that ends it. */
const phaseWords: Readonly<Record<PhaseName, string>> = {
  'first-error': 'first error',
  detected: 'detection',
  decided: 'decision',
  fenced: 'fencing',
  promoted: 'promotion',
  rerouted: 'rerouting',
  'first-success': 'first success',
  stable: 'stabilising',
  unexplained: 'unexplained',
};

/**
 * All figures of a run: RTO and each phase of it for every service and vantage, and the upper end
 * of RPO for every store, with what it lost after t0. A phase that took no time is 0; a lane that
 * never came back has phases of no meaning, and gives its RTO alone. A store that was not read back
 * has no figure.
 */
export function measuresOf(judged: Judged): Measure[] {
  return [
    ...judged.services.flatMap((lane) => ofLane(lane, judged.waterfall)),
    ...ofStores(judged),
  ];
}

function ofLane(
  { name, vantage, rtoMs }: Judged['services'][number],
  waterfall: readonly WaterfallBar[],
): Measure[] {
  const where = `${name} at ${vantage}`;
  if (rtoMs === 'unmeasured') return [{ what: 'RTO', where, unit: 'ms' }];
  const rto = (value: number): Measure => ({ what: 'RTO', where, unit: 'ms', value });
  if (rtoMs === 'infinity') return [rto(Number.POSITIVE_INFINITY)];
  const own = waterfall.filter((bar) => bar.service === name && bar.vantage === vantage);
  const phases = Object.entries(phaseWords).map(([phase, what]): Measure => {
    const bars = own.filter((bar) => bar.phase === phase);
    const value = bars.reduce((sum, bar) => sum + bar.endMs - bar.startMs, 0);
    return { what, where, unit: 'ms', value };
  });
  return [rto(rtoMs), ...phases];
}

function ofStores({ stores }: Judged): Measure[] {
  return stores.flatMap(({ name: where, region, rpoMs, rpoOps, lostAfterFault }): Measure[] => {
    const figure = (what: string, unit: Unit, value: number): Measure =>
      region === '' ? { what, where, unit } : { what, where, unit, value };
    return [
      figure('RPO', 'ms', rpoMs[1]),
      figure('lost writes', 'operations', rpoOps[1]),
      figure('lost writes after t0', 'operations', lostAfterFault.ops),
    ];
  });
}
