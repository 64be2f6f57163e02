import type { OperationEntry } from './entry.ts';
import type { OperationClass } from './operation-class.ts';
import type { OperationSequence } from './operation-sequence.ts';
import type { Operations } from './operations.ts';

/** Some of the operations, in their order, by their places: four bytes each. */
export class Selection implements OperationSequence {
  readonly length: number;
  readonly #operations: Operations;
  readonly #places: Uint32Array;

  constructor(operations: Operations, places: Uint32Array) {
    this.length = places.length;
    this.#operations = operations;
    this.#places = places;
  }

  at(index: number): OperationEntry | undefined {
    const place = this.#places.at(index);
    return place === undefined ? undefined : this.#operations.at(place);
  }

  *[Symbol.iterator](): Generator<OperationEntry, undefined> {
    for (const place of this.#places) yield this.#operations.at(place) as OperationEntry;
  }

  atMs(index: number): number {
    return this.#operations.atMs(this.#place(index));
  }

  endMs(index: number): number {
    return this.#operations.endMs(this.#place(index));
  }

  id(index: number): number {
    return this.#operations.id(this.#place(index));
  }

  bytes(index: number): number {
    return this.#operations.bytes(this.#place(index));
  }

  classOf(index: number): OperationClass {
    return this.#operations.classOf(this.#place(index));
  }

  #place(index: number): number {
    return this.#places[index] as number;
  }
}
