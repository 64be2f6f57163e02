import { createHash, type Hash } from 'node:crypto';
import type { Batch } from './batch.ts';

/**
 * The chain of a journal file. The file begins with a seal, and after every batch that its writer
 * hands to the operating system stands another: a SHA-256 over the seal before and the bytes
 * between. So what is changed, left out or moved later does not fit. The first seal covers the
 * file's name alone; the last one says that it is the last, within its hash too.
 */
export class Chain {
  #hash: Hash;

  /** `name` is the file's base name, so that two files of a run cannot stand for each other. */
  constructor(name: string) {
    this.#hash = createHash('sha256').update(`blackstart journal ${name}\n`);
  }

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** Hash of all that was added since the last seal and, through that, of all before. */
  seal(final: boolean): string {
    const sha256 = this.#hash.update(final ? 'final' : '').digest('hex');
    this.#hash = createHash('sha256').update(sha256);
    return sha256;
  }
}

export interface Seal {
  readonly sha256: string;
  readonly final: boolean;
}

/** How every seal's line begins. */
export const sealBegins = '{"kind":"seal","sha256":"';

const sealForm = /^\{"kind":"seal","sha256":"([0-9a-f]{64})"(,"final":true)?\}$/;

/** The seal on a line, undefined for a line that is not exactly as the writer makes it. */
export function parseSeal(line: string): Seal | undefined {
  const match = sealForm.exec(line);
  return match ? { sha256: match[1] as string, final: match[2] !== undefined } : undefined;
}

/** Adds the seal that covers a batch, and returns both, ready to be written. */
export function sealBatch(chain: Chain, batch: Batch, final: boolean): Buffer {
  chain.add(batch.bytes());
  batch.add(`${sealBegins}${chain.seal(final)}"${final ? ',"final":true' : ''}}\n`);
  return batch.bytes();
}
