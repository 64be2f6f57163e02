import type {
  AbortEntry,
  ClaimEntry,
  ConsumedEntry,
  EndEntry,
  Entry,
  FaultEntry,
  ObservationEntry,
  PhaseEntry,
  ReadbackEntry,
  RegisterEntry,
  RestoredEntry,
  RunEntry,
  SampleEntry,
} from './entry.ts';
import type { JourneyEntry } from './journey.ts';
import type { K6EndEntry, K6SecondEntry } from './k6-entries.ts';
import type { Operations } from './operations.ts';
import { OperationsBuilder } from './operations-builder.ts';

/** One run's record, by kind; each list in the order of `atMs`. */
export interface Journal {
  readonly run: RunEntry;
  readonly operations: Operations;
  readonly phases: readonly PhaseEntry[];
  readonly faults: readonly FaultEntry[];
  readonly claims: readonly ClaimEntry[];
  readonly observations: readonly ObservationEntry[];
  readonly samples: readonly SampleEntry[];
  readonly readbacks: readonly ReadbackEntry[];
  readonly registers: readonly RegisterEntry[];
  readonly consumed: readonly ConsumedEntry[];
  readonly k6Seconds: readonly K6SecondEntry[];
  readonly k6Ends: readonly K6EndEntry[];
  readonly journeys: readonly JourneyEntry[];
  readonly restored: readonly RestoredEntry[];
  readonly aborts: readonly AbortEntry[];
  readonly ends: readonly EndEntry[];
  /** The last entry is there and no writer was cut off. */
  readonly complete: boolean;
  /** Why it is not complete, a sentence each. */
  readonly gaps: readonly string[];
  readonly chain: JournalChain;
}

/** What shows that nobody touched the record since it was written. */
export interface JournalChain {
  /** The writers sealed every batch, and each seal fits. A journal made by hand has no seals. */
  readonly sealed: boolean;
  /** Each file's last seal, which stands for all before it; by name. Empty without seals. */
  readonly files: readonly ChainHead[];
}

export interface ChainHead {
  /** Base name of the file. */
  readonly name: string;
  readonly sha256: string;
  /** Length of what is sealed, to the end of the last seal's line. */
  readonly bytes: number;
}

type Listed = Exclude<Entry, { kind: 'op' }>;
type ByKind = { [K in Listed['kind']]: Extract<Entry, { kind: K }>[] };

/** Collects entries in any order and makes a journal of them. */
export class JournalBuilder {
  readonly operations = new OperationsBuilder();
  readonly #byKind: ByKind = {
    run: [],
    phase: [],
    fault: [],
    claim: [],
    observation: [],
    sample: [],
    readback: [],
    register: [],
    consumed: [],
    'k6-second': [],
    'k6-end': [],
    journey: [],
    restored: [],
    abort: [],
    end: [],
  };
  readonly #gaps: string[] = [];
  readonly #heads: ChainHead[] = [];

  add(entry: Entry): void {
    if (entry.kind === 'op') this.operations.add(entry);
    else (this.#byKind[entry.kind] as Entry[]).push(entry);
  }

  gap(sentence: string): void {
    this.#gaps.push(sentence);
  }

  /** A file's last seal, found to fit. */
  sealed(head: ChainHead): void {
    this.#heads.push(head);
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
      operations: this.operations.build(),
      phases: lists.phase,
      faults: lists.fault,
      claims: lists.claim,
      observations: lists.observation,
      samples: lists.sample,
      readbacks: lists.readback,
      registers: lists.register,
      consumed: lists.consumed,
      k6Seconds: lists['k6-second'],
      k6Ends: lists['k6-end'],
      journeys: lists.journey,
      restored: lists.restored,
      aborts: lists.abort,
      ends: lists.end,
      complete: this.#gaps.length === 0,
      gaps: [...this.#gaps],
      chain: { sealed: this.#heads.length > 0, files: [...this.#heads] },
    };
  }
}

/** A journal from entries at hand, for tests and tools. Throws RangeError as the builder does. */
export function journalOf(entries: Iterable<Entry>): Journal {
  const builder = new JournalBuilder();
  for (const entry of entries) builder.add(entry);
  return builder.build();
}

function sortByTime(list: Listed[]): void {
  list.sort((a, b) => a.atMs - b.atMs);
}
