import type { Journal } from '../../harness/journal/index.ts';
import type { Timeline, TimelineSeries } from '../../harness/judge/index.ts';

/** Values in bins of equal width; null where nothing was seen. */
export interface Bins {
  /** Start of the first bin, milliseconds relative to the judged run's origin. */
  readonly startMs: number;
  readonly binMs: number;
  readonly values: readonly (number | null)[];
}

/** What the clients of one service at one vantage saw. */
export interface VantageSeries {
  readonly service: string;
  readonly vantage: string;
  /** Share of operations that ended ok, 0 to 1. */
  readonly successRate: Bins;
  /** Latency of those that ended ok, milliseconds. */
  readonly p50Ms: Bins;
  readonly p99Ms: Bins;
  /** Operations that ended ok, a second. */
  readonly okPerSecond: Bins;
}

/** A sampled figure, as [moment, value]. */
export interface SampleSeries {
  readonly at: string;
  readonly points: readonly (readonly [number, number])[];
}

/** More than this many bins are narrower than a picture can show. */
const maxBins = 900;

/** The clients' series of a judged run, in bins that a picture can show. */
export function clientSeries(timeline: Timeline): readonly VantageSeries[] {
  const length = Math.max(0, ...timeline.series.map((series) => series.operations.length));
  const factor = Math.max(1, Math.ceil(length / maxBins));
  return timeline.series.map((series) => vantageSeries(series, timeline, factor));
}

/** The same of what k6 saw; undefined if nothing. `originAtMs` is a moment of the journal. */
export function k6Series(
  { run, k6Seconds }: Journal,
  originAtMs: number,
): VantageSeries | undefined {
  const [first, last] = [k6Seconds.at(0)?.atMs, k6Seconds.at(-1)?.atMs];
  if (!run.load || first === undefined || last === undefined) return undefined;
  const stepMs = 1000;
  const bySecond = new Map(
    k6Seconds.map((each) => [Math.round((each.atMs - first) / stepMs), each]),
  );
  const length = Math.round((last - first) / stepMs) + 1;
  const seconds = Array.from({ length }, (_, second) => bySecond.get(second));
  const series = {
    service: 'k6',
    vantage: run.load.vantage,
    operations: seconds.map((each) => each?.requests ?? 0),
    ok: seconds.map((each) => (each ? each.requests - each.failed : 0)),
    p50Ms: seconds.map((each) => each?.latency?.p50Ms ?? -1),
    p99Ms: seconds.map((each) => each?.latency?.p99Ms ?? -1),
  };
  const factor = Math.ceil(length / maxBins);
  return vantageSeries(series, { fromMs: first - originAtMs, stepMs }, factor);
}

function vantageSeries(
  series: TimelineSeries,
  timeline: Pick<Timeline, 'fromMs' | 'stepMs'>,
  factor: number,
): VantageSeries {
  const binMs = timeline.stepMs * factor;
  const operations = merged(series.operations, factor, sum);
  const ok = merged(series.ok, factor, sum);
  const bins = (values: readonly (number | null)[]): Bins => ({
    startMs: timeline.fromMs,
    binMs,
    values,
  });
  return {
    service: series.service,
    vantage: series.vantage,
    successRate: bins(
      operations.map((total, bin) => (total === 0 ? null : (ok[bin] ?? 0) / total)),
    ),
    // Percentiles of merged bins cannot be known from theirs; the highest hides no slow moment.
    p50Ms: bins(merged(series.p50Ms, factor, highest).map(present)),
    p99Ms: bins(merged(series.p99Ms, factor, highest).map(present)),
    okPerSecond: bins(ok.map((count) => (count * 1000) / binMs)),
  };
}

function merged(
  values: readonly number[],
  factor: number,
  merge: (bin: readonly number[]) => number,
): readonly number[] {
  return Array.from({ length: Math.ceil(values.length / factor) }, (_, bin) =>
    merge(values.slice(bin * factor, (bin + 1) * factor)),
  );
}

const sum = (bin: readonly number[]) => bin.reduce((total, value) => total + value, 0);
const highest = (bin: readonly number[]) => Math.max(...bin);
const present = (value: number) => (value < 0 ? null : value);

/** CPU pressure, one series a place, relative to `originAtMs` (a moment of the journal). */
export function cpuPressure(journal: Journal, originAtMs: number): readonly SampleSeries[] {
  const samples = journal.samples.filter((sample) => sample.of === 'cpu-pressure');
  return [...Map.groupBy(samples, (sample) => sample.at)].map(([at, points]) => ({
    at,
    points: points.map((point) => [point.atMs - originAtMs, point.value] as const),
  }));
}

/** First and last moment that the clients' series cover. */
export function extent(timeline: Timeline): readonly [number, number] {
  const length = Math.max(0, ...timeline.series.map((series) => series.operations.length));
  return [timeline.fromMs, timeline.fromMs + length * timeline.stepMs];
}
