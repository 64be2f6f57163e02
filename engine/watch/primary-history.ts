import type { PrimarySighting } from '../decide/loss.ts';

/** Where the primary of the active region was seen to be, over the last while. */
export class PrimaryHistory {
  readonly #keepMs: number;
  #region: string | undefined;
  #sightings: PrimarySighting[] = [];

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** Another region's history is another one: what was seen before says nothing of it. */
  add(region: string, seen: PrimarySighting | undefined): void {
    if (this.#region !== region) this.#sightings = [];
    this.#region = region;
    if (!seen || seen.atMs === this.#sightings.at(-1)?.atMs) return;
    this.#sightings.push(seen);
    while ((this.#sightings[0]?.atMs ?? seen.atMs) < seen.atMs - this.#keepMs) {
      this.#sightings.shift();
    }
  }

  /** Oldest first. */
  sightings(): readonly PrimarySighting[] {
    return this.#sightings;
  }
}
