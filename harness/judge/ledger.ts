import type { Journal, OperationEntry } from '../journal/index.ts';

/** Every write of the run by its dense id. */
export interface Ledger {
  readonly writes: number;
  /** Highest id. */
  readonly lastId: number;
  /** The write with this id, or undefined for a hole. */
  write(id: number): OperationEntry | undefined;
  /** Ids that no write has, and ids that two writes share; the first few of each, and how many. */
  readonly holes: Tally;
  readonly duplicates: Tally;
}

export interface Tally {
  readonly count: number;
  readonly first: readonly number[];
}

const shown = 5;

/** One pass and four bytes an id. Ids far beyond the number of writes are holes, not memory. */
export function ledgerOf(journal: Journal): Ledger {
  const { operations } = journal;
  let writes = 0;
  let lastId = 0;
  for (const { type, id } of operations) {
    if (type !== 'write') continue;
    writes += 1;
    if (id > lastId) lastId = id;
  }
  const room = Math.min(lastId, 2 * writes + 1_000);
  const indexes = new Uint32Array(room + 1);
  const duplicates: number[] = [];
  operations.forEach(({ type, id }, index) => {
    if (type !== 'write' || id > room) return;
    if (indexes[id]) duplicates.push(id);
    else indexes[id] = index + 1;
  });
  const holes: number[] = [];
  for (let id = 1; id <= room; id += 1) if (!indexes[id]) holes.push(id);
  return {
    writes,
    lastId: room,
    write: (id) => operations[(indexes[id] ?? 0) - 1],
    holes: { count: holes.length + lastId - room, first: holes.slice(0, shown) },
    duplicates: { count: duplicates.length, first: duplicates.slice(0, shown) },
  };
}
