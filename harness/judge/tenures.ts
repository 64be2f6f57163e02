import type { ObservationEntry } from '../journal/index.ts';

/** An unbroken row of sightings of one region's database as writable, all in one epoch. */
export interface Tenure {
  readonly region: string;
  /** Undefined when the probe said none. */
  readonly epoch: number | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Cuts a row of sightings wherever the epoch changes. */
export function tenuresOf(region: string, row: readonly ObservationEntry[]): Tenure[] {
  const tenures: Tenure[] = [];
  for (const { epoch, atMs } of row) {
    const last = tenures.at(-1);
    if (last && last.epoch === epoch) tenures[tenures.length - 1] = { ...last, toMs: atMs };
    else tenures.push({ region, epoch, fromMs: atMs, toMs: atMs });
  }
  return tenures;
}

/**
 * Without the moments in which a promoted database still holds the epoch that it inherited: the
 * engine raises it before anybody may write there. `tenures` in order of their begin.
 */
export function ownTenures(tenures: readonly Tenure[]): Tenure[] {
  const owner = new Map<number, string>();
  const highest = new Map<string, number>();
  for (const { region, epoch = 0 } of tenures) {
    if (!owner.has(epoch)) owner.set(epoch, region);
    highest.set(region, Math.max(highest.get(region) ?? 0, epoch));
  }
  return tenures.filter(
    ({ region, epoch }) =>
      epoch === undefined || owner.get(epoch) === region || (highest.get(region) ?? 0) === epoch,
  );
}

export interface Overlap {
  readonly regions: readonly [string, string];
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The first time at which two regions held one epoch; a tenure without an epoch may be of any. In
 * order of begin, a tenure overlaps an earlier one exactly if it begins before that one ends.
 */
export function firstOverlap(tenures: readonly Tenure[]): Overlap | undefined {
  let first: Overlap | undefined;
  for (const epoch of new Set(tenures.map((tenure) => tenure.epoch))) {
    const mayShare = (one: Tenure) => epoch === undefined || (one.epoch ?? epoch) === epoch;
    const found = overlapOf(tenures.filter(mayShare));
    if (found && (!first || found.fromMs < first.fromMs)) first = found;
  }
  return first;
}

function overlapOf(tenures: readonly Tenure[]): Overlap | undefined {
  let latest: Tenure | undefined;
  for (const tenure of tenures) {
    if (latest && tenure.region !== latest.region && tenure.fromMs <= latest.toMs) {
      const toMs = Math.min(latest.toMs, tenure.toMs);
      return { regions: [latest.region, tenure.region], fromMs: tenure.fromMs, toMs };
    }
    if (!latest || tenure.toMs >= latest.toMs) latest = tenure;
  }
  return undefined;
}
