import type { OperationEntry } from './entry.ts';
import { OperationClasses } from './operation-class.ts';
import { Operations } from './operations.ts';
import { isAscending, timeOrder } from './time-order.ts';

type Column = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const firstRoom = 1_024;

/** Collects operations in any order into columns that double as they fill. */
export class OperationsBuilder {
  readonly #classes = new OperationClasses();
  #length = 0;
  #room = firstRoom;
  #atMs = new Float64Array(firstRoom);
  #endMs = new Float64Array(firstRoom);
  #id = new Float64Array(firstRoom);
  #bytes = new Float64Array(firstRoom);
  #classIndex = new Uint32Array(firstRoom);

  /** Returns the number of the operation's class, with which `addRow` can add more like it. */
  add(op: OperationEntry): number {
    const classIndex = this.#classes.indexOf(op);
    this.addRow(op.atMs, op.endMs, op.id, op.bytes, classIndex);
    return classIndex;
  }

  addRow(atMs: number, endMs: number, id: number, bytes: number, classIndex: number): void {
    if (this.#length === this.#room) this.#grow();
    const row = this.#length;
    this.#atMs[row] = atMs;
    this.#endMs[row] = endMs;
    this.#id[row] = id;
    this.#bytes[row] = bytes;
    this.#classIndex[row] = classIndex;
    this.#length = row + 1;
  }

  /** The operations in the order of their start. Takes the columns: nothing can be added after. */
  build(): Operations {
    if (!isAscending(this.#atMs, this.#length)) this.#sort();
    const columns = {
      length: this.#length,
      atMs: this.#atMs,
      endMs: this.#endMs,
      id: this.#id,
      bytes: this.#bytes,
      classIndex: this.#classIndex,
    };
    return new Operations(columns, this.#classes.all);
  }

  #grow(): void {
    this.#room *= 2;
    this.#atMs = grown(this.#atMs);
    this.#endMs = grown(this.#endMs);
    this.#id = grown(this.#id);
    this.#bytes = grown(this.#bytes);
    this.#classIndex = grown(this.#classIndex);
  }

  #sort(): void {
    const order = timeOrder(this.#atMs, this.#length);
    this.#atMs = ordered(this.#atMs, order);
    this.#endMs = ordered(this.#endMs, order);
    this.#id = ordered(this.#id, order);
    this.#bytes = ordered(this.#bytes, order);
    this.#classIndex = ordered(this.#classIndex, order);
  }
}

/** Operations from entries at hand, for tests and tools. */
export function operationsOf(entries: Iterable<OperationEntry>): Operations {
  const builder = new OperationsBuilder();
  for (const entry of entries) builder.add(entry);
  return builder.build();
}

function grown<C extends Column>(column: C): C {
  const wider = emptyLike(column, 2 * column.length);
  wider.set(column);
  release(column);
  return wider;
}

function ordered<C extends Column>(column: C, order: Uint32Array): C {
  const sorted = emptyLike(column, order.length);
  for (let i = 0; i < order.length; i += 1) sorted[i] = column[order[i] as number] as number;
  release(column);
  return sorted;
}

/** New memory that is not written to yet takes no room in the machine's. */
function emptyLike<C extends Column>(column: C, length: number): C {
  return (column instanceof Float64Array ? new Float64Array(length) : new Uint32Array(length)) as C;
}

/** Gives the memory back at once; garbage collection would let it pile up. */
function release(column: Column): void {
  column.buffer.transfer(0);
}
