import type { K6EndEntry, K6SecondEntry, LatencyMs } from '../../journal/index.ts';
import { percentile } from '../../judge/statistics.ts';
import type { K6Request } from './read-samples.ts';

/** One request, with its end on the clock of the journal. */
export interface SeenRequest extends Pick<K6Request, 'durationMs' | 'ok'> {
  readonly endMs: number;
}

export type Totals = Pick<K6EndEntry, 'requests' | 'failed' | 'latency' | 'outage'>;

const secondMs = 1000;

/** Each second in which a request ended. */
export function secondsOf(requests: readonly SeenRequest[]): K6SecondEntry[] {
  const seconds = Map.groupBy(requests, ({ endMs }) => Math.floor(endMs / secondMs));
  return [...seconds].map(([second, ended]) => ({
    kind: 'k6-second',
    atMs: second * secondMs,
    ...countsOf(ended),
  }));
}

/** All of it. `requests` are in the order in which they ended. */
export function totalsOf(requests: readonly SeenRequest[]): Totals {
  const outage = outageOf(requests);
  return { ...countsOf(requests), ...(outage && { outage }) };
}

function countsOf(requests: readonly SeenRequest[]): Omit<Totals, 'outage'> {
  const succeeded = requests.filter(({ ok }) => ok).map(({ durationMs }) => durationMs);
  const latency = latencyOf(succeeded);
  const failed = requests.length - succeeded.length;
  return { requests: requests.length, failed, ...(latency && { latency }) };
}

export function latencyOf(durationsMs: readonly number[]): LatencyMs | undefined {
  if (durationsMs.length === 0) return undefined;
  const sorted = Float64Array.from(durationsMs).sort();
  const at = (share: number) => percentile(sorted, share) ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

/** The longest row of failures in which each ended within a second of the one before. */
function outageOf(requests: readonly SeenRequest[]): Totals['outage'] {
  let longest: Totals['outage'];
  let current: Totals['outage'];
  for (const { endMs } of requests.filter(({ ok }) => !ok)) {
    const fromMs = current && endMs - current.toMs <= secondMs ? current.fromMs : endMs;
    current = { fromMs, toMs: endMs };
    if (!longest || lengthOf(current) > lengthOf(longest)) longest = current;
  }
  return longest;
}

const lengthOf = ({ fromMs, toMs }: NonNullable<Totals['outage']>) => toMs - fromMs;
