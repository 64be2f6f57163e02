import { basename } from 'node:path';
import { Chain, parseSeal, sealBegins } from './chain.ts';
import { JournalCorrupt } from './errors.ts';
import { readChunks } from './file-chunks.ts';
import type { ChainHead, JournalBuilder } from './journal.ts';
import { OperationLines } from './operation-lines.ts';
import { isJson, parseEntry } from './parse-entry.ts';

const newline = 10;

/** One file of a journal, read into a builder. */
export class JournalFile {
  readonly file: string;
  readonly #builder: JournalBuilder;
  readonly #operations: OperationLines;
  readonly #chain: Chain;
  /** Whole lines so far, and their length. */
  #lines = 0;
  #bytes = 0;
  #isSealed: boolean | undefined;
  #head: ChainHead | undefined;
  #sealedLines = 0;
  #isFinal = false;

  constructor(file: string, builder: JournalBuilder) {
    this.file = file;
    this.#builder = builder;
    this.#operations = new OperationLines(builder.operations);
    this.#chain = new Chain(basename(file));
  }

  /** Whether the file begins with a seal; undefined if it has no line to tell by. */
  get isSealed(): boolean | undefined {
    return this.#isSealed;
  }

  /** Rejects JournalCorrupt, with file and line, for what no writer leaves behind. */
  async read(): Promise<void> {
    const rest = await readChunks(this.file, (bytes) => this.#readLines(bytes));
    if (rest.length > 0) this.#readUnended(rest.toString('utf8'));
    if (this.#head) this.#builder.sealed(this.#head);
    if (this.#isSealed && !this.#isFinal) this.#builder.gap(this.#cutOff());
  }

  #readLines(bytes: Buffer): number {
    let from = 0;
    let unsealedFrom = 0;
    for (let to = bytes.indexOf(newline); to >= 0; to = bytes.indexOf(newline, from)) {
      this.#beginLine();
      if (!this.#operations.read(bytes, from, to)) {
        const text = bytes.toString('utf8', from, to);
        if (text.startsWith(sealBegins)) {
          this.#chain.add(bytes.subarray(unsealedFrom, from));
          this.#checkSeal(text, this.#bytes + to + 1);
          unsealedFrom = to + 1;
        } else this.#readEntry(text, bytes, to);
      }
      from = to + 1;
    }
    if (this.#isSealed) this.#chain.add(bytes.subarray(unsealedFrom, from));
    this.#bytes += from;
    return from;
  }

  #beginLine(): void {
    this.#lines += 1;
    if (this.#isFinal) throw this.#corrupt(this.#lines, 'stands after the final seal');
  }

  #readEntry(text: string, bytes: Buffer, to: number): void {
    this.#isSealed ??= false;
    const entry = parseEntry(text, this.file, this.#lines);
    if (entry.kind === 'op') this.#operations.add(entry, bytes, to);
    else this.#builder.add(entry);
  }

  #checkSeal(text: string, bytes: number): void {
    const seal = parseSeal(text);
    if (!seal) throw this.#corrupt(this.#lines, 'is not a seal as a writer makes it');
    if (this.#isSealed === false)
      throw this.#corrupt(1, 'lines before this one are missing: the file is sealed further down');
    this.#isSealed = true;
    if (this.#chain.seal(seal.final) !== seal.sha256) throw this.#broken();
    this.#head = { name: basename(this.file), sha256: seal.sha256, bytes };
    this.#sealedLines = this.#lines;
    this.#isFinal = seal.final;
  }

  #broken(): JournalCorrupt {
    if (this.#lines === 1)
      return this.#corrupt(1, 'was changed, or this file had another name when it was written');
    const batch = `something from here to line ${this.#lines}`;
    const what = 'was changed after it was written, or lines are missing or in another order';
    return this.#corrupt(this.#sealedLines + 1, `${batch} ${what}`);
  }

  /** What has no newline: a whole entry by a hand that left it out, or a torn one. */
  #readUnended(text: string): void {
    this.#beginLine();
    if (!isJson(text) || text.startsWith(sealBegins)) {
      this.#builder.gap(`${this.file}:${this.#lines} is torn: its writer was killed`);
      return;
    }
    this.#isSealed ??= false;
    this.#builder.add(parseEntry(text, this.file, this.#lines));
  }

  #cutOff(): string {
    const unsealed = this.#lines - this.#sealedLines;
    const last = `${this.file}:${this.#lines} is the last line, and not a final seal`;
    return unsealed > 0 ? `${last}: ${unsealed} lines are not sealed` : last;
  }

  #corrupt(line: number, reason: string): JournalCorrupt {
    return new JournalCorrupt(this.file, line, reason);
  }
}
