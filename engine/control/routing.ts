import { type Assignment, assignmentFrom } from '../failover/world.ts';
import type { Plan } from '../plan/schema.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { deadlines } from '../systems/deadlines.ts';

/** How long what is known is taken for true, and for how long a region is said to be left. */
export interface RoutingTimes {
  readonly cacheMs: number;
  readonly leftForMs: number;
}

/**
 * A region is said to be left until the checks that ask whether traffic may go there have fallen:
 * an interval for each failure they need, and what a door answers from memory. Twice that, since a
 * check that waits for a door that is silent begins its next one up to 6 s late.
 */
export function routingTimes({
  everyMs,
  failures,
  cacheMs,
}: Plan['dns']['routingControl']): RoutingTimes {
  return { cacheMs, leftForMs: 2 * everyMs * failures + cacheMs };
}

/**
 * Which region traffic goes to, for those who ask often. Asked at most once per `cacheMs`; while
 * the control store does not answer, the last known answer stands: a store that is away must not
 * move traffic.
 */
export class RoutingControl {
  readonly #clock: Clock;
  readonly #store: ControlStore;
  readonly #key: string;
  readonly #times: RoutingTimes;
  /** When traffic was seen to be led away from a region that it went to. */
  readonly #leftAtMs = new Map<string, number>();
  #known: Assignment | undefined;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  constructor(clock: Clock, store: ControlStore, key: string, times: RoutingTimes) {
    this.#clock = clock;
    this.#store = store;
    this.#key = key;
    this.#times = times;
  }

  /** The region, or undefined if it was never known. Never throws. */
  async region(): Promise<string | undefined> {
    return (await this.#assignment())?.region;
  }

  /** The region, if traffic is to go there though all other regions are silent. Never throws. */
  async forced(): Promise<string | undefined> {
    const found = await this.#assignment();
    return found?.forced ? found.region : undefined;
  }

  /**
   * Whether traffic went to this region until a while ago, and does not now. A controller that was
   * not there to see it says no, and so does each after the while, or once traffic is led there
   * again. Never throws.
   */
  async left(region: string): Promise<boolean> {
    const found = await this.#assignment();
    const leftAtMs = this.#leftAtMs.get(region);
    if (found === undefined || leftAtMs === undefined) return false;
    return this.#clock.monotonicMs() - leftAtMs < this.#times.leftForMs;
  }

  async #assignment(): Promise<Assignment | undefined> {
    if (this.#clock.monotonicMs() - this.#askedAtMs >= this.#times.cacheMs) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
      await this.#atMost(this.#asking);
    }
    return this.#known;
  }

  /** A health checker that gets no answer takes that for a no: better the last known in time. */
  async #atMost(asking: Promise<void>): Promise<void> {
    const stop = new AbortController();
    const late = this.#clock.sleep(deadlines.routingAnswerMs, stop.signal).catch(() => undefined);
    await Promise.race([asking, late]);
    stop.abort();
  }

  async #ask(): Promise<void> {
    try {
      const stored = await this.#store.get(this.#key);
      if (stored) this.#learn(assignmentFrom(stored.value));
    } catch {
      // Fails static: see above.
    } finally {
      this.#askedAtMs = this.#clock.monotonicMs();
    }
  }

  #learn(next: Assignment): void {
    const before = this.#known?.region;
    if (before !== undefined && before !== next.region) {
      this.#leftAtMs.set(before, this.#clock.monotonicMs());
    }
    this.#leftAtMs.delete(next.region);
    this.#known = next;
  }
}
