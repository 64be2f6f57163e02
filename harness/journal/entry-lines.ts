import type { Entry, OperationEntry } from './entry.ts';
import { numberText } from './number-text.ts';
import { classText, OperationClasses } from './operation-class.ts';

/** Texts of more classes than this are not kept; a run has a few dozen. */
const keptClasses = 1_000;

/**
 * Makes an entry a line of JSON. An operation's line is put together from kept pieces, its numbers
 * first: that takes a fraction of what JSON.stringify does, and nearly all entries are operations.
 */
export class EntryLines {
  #classes = new OperationClasses();
  #tails: string[] = [];

  lineOf(entry: Entry): string {
    if (entry.kind !== 'op' || !hasPlainNumbers(entry)) return `${JSON.stringify(entry)}\n`;
    const [atMs, endMs] = [numberText(entry.atMs), numberText(entry.endMs)];
    const [id, bytes] = [numberText(entry.id), numberText(entry.bytes)];
    const head = `{"kind":"op","atMs":${atMs},"endMs":${endMs},"id":${id},"bytes":${bytes}`;
    return head + this.#tailOf(entry);
  }

  #tailOf(op: OperationEntry): string {
    const index = this.#classes.indexOf(op);
    const kept = this.#tails[index];
    if (kept !== undefined) return kept;
    if (index >= keptClasses) {
      this.#classes = new OperationClasses();
      this.#tails = [];
      return this.#tailOf(op);
    }
    const tail = `${classText(op)}\n`;
    this.#tails[index] = tail;
    return tail;
  }
}

/** JSON has no others, and JSON.stringify knows what to make of them. */
function hasPlainNumbers({ atMs, endMs, id, bytes }: OperationEntry): boolean {
  return (
    Number.isFinite(atMs) && Number.isFinite(endMs) && Number.isFinite(id) && Number.isFinite(bytes)
  );
}
