import type {
  AbortEntry,
  ClaimEntry,
  EndEntry,
  Entry,
  FaultEntry,
  ObservationEntry,
  OperationEntry,
  PhaseEntry,
  ReadbackEntry,
  RestoredEntry,
  RunEntry,
  SampleEntry,
} from './entry.ts';

/** One run's record, by kind; each list in the order of `atMs`. */
export interface Journal {
  readonly run: RunEntry;
  readonly operations: readonly OperationEntry[];
  readonly phases: readonly PhaseEntry[];
  readonly faults: readonly FaultEntry[];
  readonly claims: readonly ClaimEntry[];
  readonly observations: readonly ObservationEntry[];
  readonly samples: readonly SampleEntry[];
  readonly readbacks: readonly ReadbackEntry[];
  readonly restored: readonly RestoredEntry[];
  readonly aborts: readonly AbortEntry[];
  readonly ends: readonly EndEntry[];
  /** The last entry is there and no writer was cut off. */
  readonly complete: boolean;
  /** Why it is not complete, a sentence each. */
  readonly gaps: readonly string[];
}

type ByKind = { [K in Entry['kind']]: Extract<Entry, { kind: K }>[] };

/** Collects entries in any order and makes a journal of them. */
export class JournalBuilder {
  readonly #byKind: ByKind = {
    run: [],
    op: [],
    phase: [],
    fault: [],
    claim: [],
    observation: [],
    sample: [],
    readback: [],
    restored: [],
    abort: [],
    end: [],
  };
  readonly #gaps: string[] = [];

  add(entry: Entry): void {
    (this.#byKind[entry.kind] as Entry[]).push(entry);
  }

  gap(sentence: string): void {
    this.#gaps.push(sentence);
  }

  /** Throws RangeError unless there is exactly one run entry. */
  build(): Journal {
    const lists = this.#byKind;
    const [run, second] = lists.run;
    if (!run) throw new RangeError('no run entry: the harness ended before it wrote one');
    if (second) throw new RangeError('two run entries: journals of two runs are mixed');
    if (lists.end.length === 0) this.#gaps.push('the last entry is missing: the run was cut off');
    for (const list of Object.values(lists)) sortByTime(list);
    return {
      run,
      operations: lists.op,
      phases: lists.phase,
      faults: lists.fault,
      claims: lists.claim,
      observations: lists.observation,
      samples: lists.sample,
      readbacks: lists.readback,
      restored: lists.restored,
      aborts: lists.abort,
      ends: lists.end,
      complete: this.#gaps.length === 0,
      gaps: [...this.#gaps],
    };
  }
}

/** A journal from entries at hand, for tests and tools. Throws RangeError as the builder does. */
export function journalOf(entries: Iterable<Entry>): Journal {
  const builder = new JournalBuilder();
  for (const entry of entries) builder.add(entry);
  return builder.build();
}

function sortByTime(list: Entry[]): void {
  list.sort((a, b) => a.atMs - b.atMs);
}
