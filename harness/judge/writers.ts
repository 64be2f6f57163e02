import type { Journal, ObservationEntry } from '../journal/index.ts';
import { type Tenure, tenuresOf } from './tenures.ts';
import { unseenGapMs } from './tolerances.ts';

export type Span = readonly [fromMs: number, toMs: number];

/** When each probed region's database was seen to take writes. */
export interface Writers {
  readonly regions: readonly string[];
  /** From the first to the last sighting of each unbroken row; a lone sighting is a point. */
  readonly spans: ReadonlyMap<string, readonly Span[]>;
  /** Spans cut where the epoch changes, in order of their begin. */
  readonly tenures: readonly Tenure[];
  /** All sightings of a region, in order of time. */
  readonly sightings: ReadonlyMap<string, readonly ObservationEntry[]>;
}

export function writersOf(journal: Journal): Writers {
  const sightings = new Map<string, ObservationEntry[]>();
  for (const observation of journal.observations) {
    if (observation.of !== 'writable') continue;
    const list = sightings.get(observation.at);
    if (list) list.push(observation);
    else sightings.set(observation.at, [observation]);
  }
  const rows = [...sightings].map(([region, list]) => [region, rowsOf(list)] as const);
  const spans = rows.map(([region, list]) => [region, list.map(spanOf)] as const);
  const tenures = rows.flatMap(([region, list]) => list.flatMap((row) => tenuresOf(region, row)));
  return {
    regions: [...sightings.keys()].sort(),
    spans: new Map(spans),
    tenures: tenures.sort((a, b) => a.fromMs - b.fromMs),
    sightings,
  };
}

type Row = readonly [ObservationEntry, ...ObservationEntry[]];

function rowsOf(sightings: readonly ObservationEntry[]): Row[] {
  const rows: [ObservationEntry, ...ObservationEntry[]][] = [];
  let last: ObservationEntry | undefined;
  for (const sighting of sightings) {
    const joins = last?.value === true && sighting.atMs - last.atMs <= unseenGapMs;
    if (sighting.value === true && joins) rows.at(-1)?.push(sighting);
    else if (sighting.value === true) rows.push([sighting]);
    last = sighting;
  }
  return rows;
}

function spanOf(row: Row): Span {
  return [row[0].atMs, (row.at(-1) ?? row[0]).atMs];
}

/** Some sighting within [fromMs, toMs] lies in a writable span of the region. */
export function wasWritable(writers: Writers, region: string, fromMs: number, toMs: number) {
  return (writers.spans.get(region) ?? []).some(([from, to]) => from <= toMs && to >= fromMs);
}

/**
 * The region that served last before `endMs`: of the newest epoch, since an old primary that nobody
 * can reach may still take writes that no client is given; of several, the last one seen, and of
 * those the last to begin.
 */
export function servingRegion({ tenures }: Writers, endMs: number): string | undefined {
  let serving: Tenure | undefined;
  for (const tenure of tenures) {
    if (tenure.fromMs >= endMs) continue;
    const newer = (tenure.epoch ?? 0) - (serving?.epoch ?? 0);
    if (!serving || newer > 0 || (newer === 0 && tenure.toMs >= serving.toMs)) serving = tenure;
  }
  return serving?.region;
}
