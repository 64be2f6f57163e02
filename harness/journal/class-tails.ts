/** Beyond these it is an odd journal, and its lines are parsed one by one. */
const mostTails = 4_096;
const mostAlike = 16;

interface Tail {
  readonly bytes: Uint8Array;
  readonly classIndex: number;
  readonly isWrite: boolean;
}

/** The ends of operations' lines that were met before, and the class that each stands for. */
export class ClassTails {
  readonly #alike = new Map<number, Tail[]>();
  #count = 0;

  find(bytes: Uint8Array, from: number, to: number): Tail | undefined {
    for (const tail of this.#alike.get(likeness(bytes, from, to)) ?? [])
      if (tail.bytes.length === to - from && equals(bytes, from, tail.bytes)) return tail;
    return undefined;
  }

  keep(tail: Tail): void {
    const key = likeness(tail.bytes, 0, tail.bytes.length);
    const alike = this.#alike.get(key) ?? [];
    if (this.#count >= mostTails || alike.length >= mostAlike) return;
    this.#alike.set(key, alike);
    alike.push(tail);
    this.#count += 1;
  }
}

/** A few bytes are enough to tell most tails apart; those that are left are compared. */
function likeness(bytes: Uint8Array, from: number, to: number): number {
  let key = to - from;
  for (let at = to - 2; at > from; at -= 6) key = (Math.imul(key, 31) + (bytes[at] as number)) | 0;
  return key;
}

/** From the end: tails begin alike. */
function equals(bytes: Uint8Array, from: number, other: Uint8Array): boolean {
  for (let i = other.length - 1; i >= 0; i -= 1) if (bytes[from + i] !== other[i]) return false;
  return true;
}
