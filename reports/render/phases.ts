import type { PhaseName, WaterfallBar } from '../../harness/judge/index.ts';

/** The phases in the order in which a failover goes through them. */
export const phaseOrder: readonly PhaseName[] = [
  'first-error',
  'detected',
  'decided',
  'fenced',
  'promoted',
  'rerouted',
  'first-success',
  'stable',
  'unexplained',
];

/** What happens in a phase, for a legend: each ends with the event it is named after. */
export const phaseWords: Readonly<Record<PhaseName, string>> = {
  'first-error': 'Until a client first notices',
  detected: 'Until the engine notices',
  decided: 'Until it decides to fail over',
  fenced: 'Until the old side can write no more',
  promoted: 'Until another database takes writes',
  rerouted: 'Until the name leads there',
  'first-success': 'Until a client first succeeds',
  stable: 'Until service is as before',
  unexplained: 'Unexplained',
};

/** One service's waterfall at one vantage. */
export interface Waterfall {
  readonly service: string;
  readonly vantage: string;
  readonly bars: readonly WaterfallBar[];
  /** Sum of the bars: the RTO, or what is known of it when the service never came back. */
  readonly totalMs: number;
}

/** The bars by service and vantage, in the order in which they are given. */
export function waterfallsOf(bars: readonly WaterfallBar[]): readonly Waterfall[] {
  return [...Map.groupBy(bars, (bar) => `${bar.service}\n${bar.vantage}`).values()].flatMap(
    (lane) => {
      const [first] = lane;
      if (!first) return [];
      const totalMs = lane.reduce((total, bar) => total + bar.endMs - bar.startMs, 0);
      return [{ service: first.service, vantage: first.vantage, bars: lane, totalMs }];
    },
  );
}

/** How long a phase took in one waterfall, in all its bars; undefined when it has none. */
export function phaseMs(waterfall: Waterfall, phase: PhaseName): number | undefined {
  const bars = waterfall.bars.filter((bar) => bar.phase === phase);
  if (bars.length === 0) return undefined;
  return bars.reduce((total, bar) => total + bar.endMs - bar.startMs, 0);
}

/** The waterfall that took longest; the first of several. */
export function slowestOf(waterfalls: readonly Waterfall[]): Waterfall | undefined {
  return waterfalls.toSorted((a, b) => b.totalMs - a.totalMs)[0];
}
