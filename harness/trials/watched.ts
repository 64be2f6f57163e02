import type { Judged } from '../judge/index.ts';

/**
 * How long a run's clients were watched from the moment of its fault, milliseconds; 0 if it did
 * not get that far. Its control is watched as long: an engine that fails over without a reason
 * must have had as much time for it.
 */
export function watchedMs({ timeline }: Pick<Judged, 'timeline'>): number {
  const begins = (name: string) =>
    timeline.bands.find((band) => band.kind === 'phase' && band.name === name)?.startMs;
  const [faultMs, quietMs] = [begins('fault'), begins('quiet')];
  return faultMs === undefined || quietMs === undefined ? 0 : quietMs - faultMs;
}
