import type { Plan } from '../plan/schema.ts';
import { heldSince, met } from './condition.ts';
import type { Fact } from './fact.ts';

/** Since when each trigger's conditions have been met, without a break, in the region watched. */
export class Conditions {
  readonly #triggers: Plan['triggers'];
  readonly #heldSinceMs = new Map<string, number>();
  #region: string | undefined;

  constructor(triggers: Plan['triggers']) {
    this.#triggers = triggers;
  }

  /** What held in another region says nothing of this one: a change of region begins anew. */
  update(region: string, facts: readonly Fact[], nowMs: number): void {
    if (this.#region !== region) this.#heldSinceMs.clear();
    this.#region = region;
    for (const [name, trigger] of Object.entries(this.#triggers)) {
      const now = met(trigger.when, region, facts);
      // A moment of another's clock may be to come; nothing has held since then.
      const atMs = Math.min(now.atMs, nowMs);
      const sinceMs = heldSince(this.#heldSinceMs.get(name), { met: now.met, atMs });
      if (sinceMs === undefined) this.#heldSinceMs.delete(name);
      else this.#heldSinceMs.set(name, sinceMs);
    }
  }

  /** Monotonic moments by trigger; absent while its conditions are not met. */
  heldSinceMs(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#heldSinceMs);
  }
}
