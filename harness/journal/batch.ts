import { batchBytes } from './deadlines.ts';

/** Text is kept as text up to this length: a longer rope of pieces outlives garbage collections. */
const textLength = 4 * 1024;
/** UTF-8 takes at most this many bytes for each unit of a string. */
const mostBytes = 3;

/** Lines that wait to be written, as bytes. */
export class Batch {
  #bytes = Buffer.allocUnsafeSlow(2 * batchBytes);
  #length = 0;
  #text = '';

  get isEmpty(): boolean {
    return this.#length === 0 && this.#text === '';
  }

  /** So many bytes that it need not wait for more. */
  get isFull(): boolean {
    return this.#length >= batchBytes;
  }

  add(line: string): void {
    this.#text += line;
    if (this.#text.length >= textLength) this.#encode();
  }

  /** All lines so far. Not a copy: what is added later may move them. */
  bytes(): Buffer {
    this.#encode();
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  #encode(): void {
    const needed = this.#length + mostBytes * this.#text.length;
    if (needed > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], needed);
    this.#length += this.#bytes.write(this.#text, this.#length, 'utf8');
    this.#text = '';
  }
}
