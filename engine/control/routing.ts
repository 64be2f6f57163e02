import { type Assignment, assignmentFrom } from '../failover/world.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { deadlines } from '../systems/deadlines.ts';

/**
 * Which region traffic goes to, for those who ask often. Asked at most once per `cacheMs`; while
 * the control store does not answer, the last known answer stands: a store that is away must not
 * move traffic.
 */
export class RoutingControl {
  readonly #clock: Clock;
  readonly #store: ControlStore;
  readonly #key: string;
  readonly #cacheMs: number;
  #known: Assignment | undefined;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  constructor(clock: Clock, store: ControlStore, key: string, cacheMs: number) {
    this.#clock = clock;
    this.#store = store;
    this.#key = key;
    this.#cacheMs = cacheMs;
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

  async #assignment(): Promise<Assignment | undefined> {
    if (this.#clock.monotonicMs() - this.#askedAtMs >= this.#cacheMs) {
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
      if (stored) this.#known = assignmentFrom(stored.value);
    } catch {
      // Fails static: see above.
    } finally {
      this.#askedAtMs = this.#clock.monotonicMs();
    }
  }
}
