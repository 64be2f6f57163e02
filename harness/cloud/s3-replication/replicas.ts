import type { ObjectVersion } from './list-versions.ts';

/**
 * Which versions of all buckets are copies. S3 copies no copy on (S3 User Guide, "What does Amazon
 * S3 replicate?"), or two buckets that follow each other would never come to rest.
 */
export class Replicas {
  readonly #known = new Set<string>();
  /** How many copies are under way to a key, or may have come to it though nobody said so. */
  readonly #open = new Map<string, number>();

  /** Writes a copy; `write` gives the id of its version. What it throws leaves the key open. */
  async write(bucket: string, key: string, write: () => Promise<string>): Promise<void> {
    this.#count(bucket, key, 1);
    this.#known.add(`${bucket} ${await write()} ${key}`);
    this.#count(bucket, key, -1);
  }

  /**
   * Ends what a source has left open at these keys; `alike` are the versions there that are like
   * its own, and so the copies that were not told of.
   */
  settle(bucket: string, keys: ReadonlySet<string>, alike: readonly ObjectVersion[]): void {
    for (const { key, id } of alike) if (keys.has(key)) this.#known.add(`${bucket} ${id} ${key}`);
    for (const key of keys) this.#count(bucket, key, -1);
  }

  /** Whether a version was certainly written by somebody else. */
  isOriginal(bucket: string, { key, id }: ObjectVersion): boolean {
    return !this.#known.has(`${bucket} ${id} ${key}`) && !this.#open.get(`${bucket} ${key}`);
  }

  #count(bucket: string, key: string, change: 1 | -1): void {
    const place = `${bucket} ${key}`;
    const left = (this.#open.get(place) ?? 0) + change;
    if (left > 0) this.#open.set(place, left);
    else this.#open.delete(place);
  }
}
