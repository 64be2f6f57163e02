import type { OperationEntry } from './entry.ts';
import type { OperationClass } from './operation-class.ts';
import type { OperationSequence } from './operation-sequence.ts';

/** One place a row; rows beyond `length` are room to grow. */
export interface OperationColumns {
  readonly length: number;
  readonly atMs: Float64Array;
  readonly endMs: Float64Array;
  readonly id: Float64Array;
  readonly bytes: Float64Array;
  readonly classIndex: Uint32Array;
}

/**
 * All operations of a run, in the order of their start: 36 bytes each, where an object takes some
 * 200. Made by `OperationsBuilder`.
 */
export class Operations implements OperationSequence {
  readonly length: number;
  /** Every class that occurs; `classIndex` gives an operation's place here. */
  readonly classes: readonly OperationClass[];
  readonly #columns: OperationColumns;
  readonly #shapes: readonly OperationEntry[];

  /** The columns must be in the order of `atMs`, and not change any more. */
  constructor(columns: OperationColumns, classes: readonly OperationClass[]) {
    this.length = columns.length;
    this.classes = classes;
    this.#columns = columns;
    this.#shapes = classes.map(shapeOf);
  }

  at(index: number): OperationEntry | undefined {
    const place = index < 0 ? this.length + index : index;
    return place >= 0 && place < this.length ? this.#entry(place) : undefined;
  }

  *[Symbol.iterator](): Generator<OperationEntry, undefined> {
    for (let index = 0; index < this.length; index += 1) yield this.#entry(index);
  }

  atMs(index: number): number {
    return this.#columns.atMs[index] as number;
  }

  endMs(index: number): number {
    return this.#columns.endMs[index] as number;
  }

  id(index: number): number {
    return this.#columns.id[index] as number;
  }

  bytes(index: number): number {
    return this.#columns.bytes[index] as number;
  }

  classIndex(index: number): number {
    return this.#columns.classIndex[index] as number;
  }

  classOf(index: number): OperationClass {
    return this.classes[this.classIndex(index)] as OperationClass;
  }

  isWrite(index: number): boolean {
    return this.classOf(index).type === 'write';
  }

  outcome(index: number): OperationEntry['outcome'] {
    return this.classOf(index).outcome;
  }

  region(index: number): string | undefined {
    return this.classOf(index).region;
  }

  epoch(index: number): number | undefined {
    return this.classOf(index).epoch;
  }

  #entry(index: number): OperationEntry {
    return {
      ...(this.#shapes[this.classIndex(index)] as OperationEntry),
      atMs: this.atMs(index),
      endMs: this.endMs(index),
      id: this.id(index),
      bytes: this.bytes(index),
    };
  }
}

/** Copied for each entry: cheaper than putting one together field by field. */
function shapeOf(facts: OperationClass): OperationEntry {
  return { kind: 'op', atMs: 0, endMs: 0, id: 0, bytes: 0, ...facts };
}
