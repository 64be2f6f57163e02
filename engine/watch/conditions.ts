import type { Plan } from '../plan/schema.ts';
import type { Condition } from './condition.ts';

/** Since when each trigger's conditions have been met, unbroken, in the region watched. */
export class Conditions {
  readonly #triggers: Plan['triggers'];
  readonly #heldSinceMs = new Map<string, number>();
  /** Nothing counts from before this. */
  #fromMs = Number.NEGATIVE_INFINITY;
  #region: string | undefined;

  constructor(triggers: Plan['triggers']) {
    this.#triggers = triggers;
  }

  /**
   * `metSince` gives a moment from which conditions were met, undefined if they are not; of one
   * that is known more exactly later, the earliest counts. What held in another region says nothing
   * of this one: a change of region begins anew.
   */
  update(
    region: string,
    nowMs: number,
    metSince: (when: readonly Condition[]) => number | undefined,
  ): void {
    if (this.#region !== region) this.beginAnew(nowMs);
    this.#region = region;
    for (const [name, { when }] of Object.entries(this.#triggers)) {
      const sinceMs = metSince(when);
      if (sinceMs === undefined) this.#heldSinceMs.delete(name);
      else {
        const known = this.#heldSinceMs.get(name) ?? Number.POSITIVE_INFINITY;
        this.#heldSinceMs.set(name, Math.min(known, Math.max(sinceMs, this.#fromMs)));
      }
    }
  }

  /** Nothing has held until now, whatever was seen. */
  beginAnew(nowMs: number): void {
    this.#fromMs = nowMs;
    this.#heldSinceMs.clear();
  }

  /** Monotonic moments by trigger; absent while its conditions are not met. */
  heldSinceMs(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#heldSinceMs);
  }
}
