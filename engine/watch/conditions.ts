import type { Plan } from '../plan/schema.ts';
import type { Condition } from './condition.ts';

/** Since when each trigger's conditions have been met, without a break, in the region watched. */
export class Conditions {
  readonly #triggers: Plan['triggers'];
  readonly #heldSinceMs = new Map<string, number>();
  #region: string | undefined;

  constructor(triggers: Plan['triggers']) {
    this.#triggers = triggers;
  }

  /** What held in another region says nothing of this one: a change of region begins anew. */
  update(region: string, nowMs: number, isMet: (when: readonly Condition[]) => boolean): void {
    if (this.#region !== region) this.#heldSinceMs.clear();
    this.#region = region;
    for (const [name, { when }] of Object.entries(this.#triggers)) {
      if (!isMet(when)) this.#heldSinceMs.delete(name);
      else if (!this.#heldSinceMs.has(name)) this.#heldSinceMs.set(name, nowMs);
    }
  }

  /** Whatever has held until now counts from when it is next seen. */
  beginAnew(): void {
    this.#heldSinceMs.clear();
  }

  /** Monotonic moments by trigger; absent while its conditions are not met. */
  heldSinceMs(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#heldSinceMs);
  }
}
