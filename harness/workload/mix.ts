import { randomFrom } from './random.ts';

export type Task =
  | { readonly type: 'write'; readonly id: number; readonly payload: string }
  | { readonly type: 'read'; readonly id: number };

/** What the next operation is: writes with dense ids, reads of what was acknowledged before. */
export class Mix {
  readonly #random: () => number;
  readonly #writeShare: number;
  readonly #filler: string;
  readonly #acknowledged: number[] = [];
  #lastId = 0;

  constructor(options: { seed: number; writeShare: number; payloadBytes: number }) {
    this.#random = randomFrom(options.seed);
    this.#writeShare = options.writeShare;
    this.#filler = 'x'.repeat(options.payloadBytes);
  }

  acknowledge(id: number): void {
    this.#acknowledged.push(id);
  }

  next(): Task {
    const write = this.#random() < this.#writeShare || this.#acknowledged.length === 0;
    if (write) return this.#write();
    const index = Math.floor(this.#random() * this.#acknowledged.length);
    return { type: 'read', id: this.#acknowledged[index] ?? 0 };
  }

  /** The payload begins with the id, so that a row found under another id shows. */
  #write(): Task {
    this.#lastId += 1;
    const label = `${this.#lastId}:`;
    return { type: 'write', id: this.#lastId, payload: label + this.#filler.slice(label.length) };
  }
}
