import type { RegisterEntry } from '../journal/index.ts';
import { linearizationLimit } from './tolerances.ts';

export type Linearization =
  | { readonly verdict: 'legal' }
  /** `stuck` is the first call whose end no order survives. */
  | { readonly verdict: 'illegal'; readonly stuck: RegisterEntry }
  | { readonly verdict: 'unknown'; readonly why: string };

/** What the register holds, and which open calls have taken effect: indexes, ascending. */
interface Configuration {
  readonly value: number;
  readonly done: readonly number[];
}

/**
 * Whether the calls of one register can be put in an order in which each takes effect between its
 * begin and its end, and each read gives the value last written, `initial` before any. An
 * indeterminate write may take effect at any time from its begin on, or never; a failed one never
 * does; a read without an answer says nothing. Values must be unique: what was overwritten never
 * comes back.
 *
 * The search of Wing and Gong, "Testing and verifying concurrent objects" (J. Parallel Distrib.
 * Comput. 17, 1993), with the memoisation and the just-in-time order of Lowe, "Testing for
 * linearizability" (Concurrency Computat. 29, 2017): it walks through begins and ends in order of
 * time, lets open calls take effect only when one of them ends, and keeps each configuration once.
 * Calls that touch at one moment count as concurrent. Work is bounded by `limit` configurations.
 */
export function linearize(
  calls: Iterable<RegisterEntry>,
  limit = linearizationLimit,
  initial = 0,
): Linearization {
  const telling = tellingCalls([...calls]);
  const open = new Set<number>();
  let alive: Configuration[] = [{ value: initial, done: [] }];
  for (const { index, ends } of eventsOf(telling)) {
    if (!ends) {
      open.add(index);
      alive = alive.map((configuration) => settle(configuration, telling, open));
      continue;
    }
    const survivors = surviveEnd(index, alive, telling, open, limit);
    if (!survivors)
      return { verdict: 'unknown', why: `more than ${limit} configurations were to be kept` };
    if (survivors.length === 0)
      return { verdict: 'illegal', stuck: telling[index] as RegisterEntry };
    open.delete(index);
    alive = survivors;
  }
  return { verdict: 'legal' };
}

/** An indeterminate write that nobody read can as well never have taken effect. */
function tellingCalls(calls: readonly RegisterEntry[]): RegisterEntry[] {
  const answered = calls.filter((call) => call.type === 'read' && call.outcome === 'ok');
  const read = new Set(answered.map((call) => call.value));
  return calls.filter(
    ({ type, outcome, value }) =>
      outcome === 'ok' || (type === 'write' && outcome === 'indeterminate' && read.has(value)),
  );
}

interface Event {
  readonly atMs: number;
  readonly index: number;
  readonly ends: boolean;
}

function eventsOf(calls: readonly RegisterEntry[]): Event[] {
  const events = calls.flatMap(({ atMs, endMs, outcome }, index): Event[] => {
    const begin = { atMs, index, ends: false };
    return outcome === 'ok' ? [begin, { atMs: endMs, index, ends: true }] : [begin];
  });
  return events.sort((a, b) => a.atMs - b.atMs || Number(a.ends) - Number(b.ends));
}

/** Each way for the ending call to have taken effect; undefined beyond the limit. */
function surviveEnd(
  ending: number,
  alive: readonly Configuration[],
  calls: readonly RegisterEntry[],
  open: ReadonlySet<number>,
  limit: number,
): Configuration[] | undefined {
  const seen = new Set<string>();
  const survivors = new Map<string, Configuration>();
  const pending = [...alive];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const key = keyOf(next);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > limit) return undefined;
    if (next.done.includes(ending)) {
      const survivor = { ...next, done: next.done.filter((index) => index !== ending) };
      survivors.set(keyOf(survivor), survivor);
    } else pending.push(...successors(next, calls, open));
  }
  return [...survivors.values()];
}

/** After each open write that may take effect now; reads have been settled, so none is overrun. */
function successors(
  from: Configuration,
  calls: readonly RegisterEntry[],
  open: ReadonlySet<number>,
) {
  const next: Configuration[] = [];
  for (const index of open) {
    const call = calls[index] as RegisterEntry;
    if (call.type !== 'write' || from.done.includes(index)) continue;
    const done = [...from.done, index];
    next.push(settle({ value: call.value, done }, calls, open));
  }
  return next;
}

/** A read that can take effect now loses nothing by it: reads change nothing. */
function settle(from: Configuration, calls: readonly RegisterEntry[], open: ReadonlySet<number>) {
  const done = new Set(from.done);
  for (const index of open) {
    const { type, value } = calls[index] as RegisterEntry;
    if (type === 'read' && value === from.value) done.add(index);
  }
  return { value: from.value, done: [...done].sort((a, b) => a - b) };
}

function keyOf({ value, done }: Configuration): string {
  return `${value}|${done.join()}`;
}
