import type { OperationEntry } from './entry.ts';
import type { OperationClass } from './operation-class.ts';

/**
 * Operations in the order of their start. Columns are read by index, from 0 to `length` - 1, and
 * cost an array access; `at` and the iterator make an object for each operation.
 */
export interface OperationSequence extends Iterable<OperationEntry> {
  readonly length: number;
  /** Undefined outside; negative counts from the end. */
  at(index: number): OperationEntry | undefined;
  /** Milliseconds of the host's monotonic clock, as in the entry. */
  atMs(index: number): number;
  endMs(index: number): number;
  id(index: number): number;
  /** Payload of a write. */
  bytes(index: number): number;
  /** What the operation shares with many: type, service, vantage, outcome, region, epoch … */
  classOf(index: number): OperationClass;
}
