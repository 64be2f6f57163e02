import type { Journal, ObservationEntry } from '../journal/index.ts';
import { unseenGapMs } from './tolerances.ts';

export type Span = readonly [fromMs: number, toMs: number];

/** When each probed region's database was seen to take writes. */
export interface Writers {
  readonly regions: readonly string[];
  /** From the first to the last sighting of each unbroken row; a lone sighting is a point. */
  readonly spans: ReadonlyMap<string, readonly Span[]>;
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
  const spans = new Map([...sightings].map(([region, list]) => [region, spansOf(list)]));
  return { regions: [...sightings.keys()].sort(), spans, sightings };
}

function spansOf(sightings: readonly ObservationEntry[]): Span[] {
  const spans: Span[] = [];
  let open: [number, number] | undefined;
  for (const { atMs, value } of sightings) {
    if (value !== true) open = undefined;
    else if (open && atMs - open[1] <= unseenGapMs) open[1] = atMs;
    else {
      open = [atMs, atMs];
      spans.push(open);
    }
  }
  return spans;
}

/** Some sighting within [fromMs, toMs] lies in a writable span of the region. */
export function wasWritable(writers: Writers, region: string, fromMs: number, toMs: number) {
  return (writers.spans.get(region) ?? []).some(([from, to]) => from <= toMs && to >= fromMs);
}
