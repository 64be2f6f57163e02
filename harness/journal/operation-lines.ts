import { ClassTails } from './class-tails.ts';
import type { OperationEntry } from './entry.ts';
import { classText } from './operation-class.ts';
import type { OperationsBuilder } from './operations-builder.ts';
import { PlainNumber } from './plain-number.ts';

const literal = (text: string) => Buffer.from(text, 'utf8');
const beforeAtMs = literal('{"kind":"op","atMs":');
const beforeEndMs = literal(',"endMs":');
const beforeId = literal(',"id":');
const beforeBytes = literal(',"bytes":');

/**
 * Reads operations' lines straight into columns, if they are exactly as the writer makes them:
 * numbers first, and then a tail that was met before. All other lines are for JSON.parse, and give
 * the same operation there.
 */
export class OperationLines {
  readonly #operations: OperationsBuilder;
  readonly #tails = new ClassTails();
  readonly #number = new PlainNumber();
  #tailFrom = -1;

  constructor(operations: OperationsBuilder) {
    this.#operations = operations;
  }

  /** Whether the line [from, to) was understood, and its operation added. */
  read(line: Buffer, from: number, to: number): boolean {
    this.#tailFrom = -1;
    const number = this.#number;
    if (!startsWith(line, from, beforeAtMs)) return false;
    if (!number.read(line, from + beforeAtMs.length)) return false;
    const atMs = number.value;
    if (!this.#readNext(line, beforeEndMs)) return false;
    const endMs = number.value;
    if (!this.#readNext(line, beforeId)) return false;
    const id = number.value;
    if (!number.isWhole || !this.#readNext(line, beforeBytes)) return false;
    this.#tailFrom = number.end;
    const tail = this.#tails.find(line, number.end, to);
    if (!tail || endMs < atMs || (tail.isWrite && id < 1)) return false;
    this.#operations.addRow(atMs, endMs, id, number.value, tail.classIndex);
    return true;
  }

  /**
   * Adds an operation that JSON.parse made of the line that `read` saw last. If the line ends as
   * the writer would have it, the next one with this end is read without.
   */
  add(op: OperationEntry, line: Buffer, to: number): void {
    const classIndex = this.#operations.add(op);
    if (this.#tailFrom < 0) return;
    const tail = literal(classText(op));
    if (tail.length !== to - this.#tailFrom || !startsWith(line, this.#tailFrom, tail)) return;
    this.#tails.keep({ bytes: tail, classIndex, isWrite: op.type === 'write' });
  }

  #readNext(line: Buffer, before: Uint8Array): boolean {
    const at = this.#number.end;
    return startsWith(line, at, before) && this.#number.read(line, at + before.length);
  }
}

function startsWith(line: Buffer, from: number, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i += 1) if (line[from + i] !== start[i]) return false;
  return true;
}
