import type { Journal, OperationEntry, Operations } from '../journal/index.ts';

/** Every write of the run by its dense id. */
export interface Ledger {
  readonly operations: Operations;
  readonly writes: number;
  /** Highest id. */
  readonly lastId: number;
  /** Where the write with this id stands among the operations; -1 for a hole. */
  indexOf(id: number): number;
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

/** Two passes and four bytes an id. Ids far beyond the number of writes are holes, not memory. */
export function ledgerOf(journal: Journal): Ledger {
  const { operations } = journal;
  const { writes, lastId } = countWrites(operations);
  const room = Math.min(lastId, 2 * writes + 1_000);
  const places = new Uint32Array(room + 1);
  const duplicates = new Tallying();
  for (let i = 0; i < operations.length; i += 1) {
    const id = operations.id(i);
    if (id > room || !operations.isWrite(i)) continue;
    if (places[id]) duplicates.add(id);
    else places[id] = i + 1;
  }
  const holes = new Tallying();
  for (let id = 1; id <= room; id += 1) if (!places[id]) holes.add(id);
  const indexOf = (id: number) => (places[id] ?? 0) - 1;
  return {
    operations,
    writes,
    lastId: room,
    indexOf,
    write: (id) => (places[id] ? operations.at(indexOf(id)) : undefined),
    holes: { count: holes.count + lastId - room, first: holes.first },
    duplicates,
  };
}

function countWrites(operations: Operations) {
  let writes = 0;
  let lastId = 0;
  for (let i = 0; i < operations.length; i += 1) {
    if (!operations.isWrite(i)) continue;
    writes += 1;
    if (operations.id(i) > lastId) lastId = operations.id(i);
  }
  return { writes, lastId };
}

class Tallying implements Tally {
  count = 0;
  readonly first: number[] = [];

  add(id: number): void {
    this.count += 1;
    if (this.count <= shown) this.first.push(id);
  }
}
