import type { ObjectVersion } from './list-versions.ts';

/**
 * Which versions of all buckets are copies. S3 copies no copy on (S3 User Guide, "What does Amazon
 * S3 replicate?"), or two buckets that follow each other would never come to rest.
 */
export class Replicas {
  readonly #known = new Set<string>();
  /** Keys that a copy is under way to, or may have come to though nobody said so. */
  readonly #open = new Set<string>();

  /** Writes a copy; `write` gives the id of its version. */
  async write(bucket: string, key: string, write: () => Promise<string>): Promise<void> {
    const place = `${bucket} ${key}`;
    this.#open.add(place);
    this.#known.add(`${bucket} ${await write()}`);
    this.#open.delete(place);
  }

  /**
   * Ends what was left open at these keys; `alike` are the versions there that are like those of
   * the source, and so the copies that were not told of.
   */
  settle(bucket: string, keys: Iterable<string>, alike: readonly ObjectVersion[]): void {
    for (const { key, id } of alike) {
      if (this.#open.has(`${bucket} ${key}`)) this.#known.add(`${bucket} ${id}`);
    }
    for (const key of keys) this.#open.delete(`${bucket} ${key}`);
  }

  /** Whether a version was certainly written by somebody else. */
  isOriginal(bucket: string, { key, id }: ObjectVersion): boolean {
    return !this.#known.has(`${bucket} ${id}`) && !this.#open.has(`${bucket} ${key}`);
  }
}
