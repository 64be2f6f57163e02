import type { Clock } from '../ports/clock.ts';
import type { ControlStore, Guard, Stored } from '../ports/control-store.ts';
import { Tenure } from './tenure.ts';

export interface LeadershipOptions {
  readonly clock: Clock;
  readonly store: ControlStore;
  /** The key that holds who leads. */
  readonly key: string;
  /** Unique to this process, not only to its region: a second one must not renew for it. */
  readonly self: string;
  /** How long a right to lead lasts from the start of its last renewal. Milliseconds. */
  readonly ttlMs: number;
  /** Beyond the TTL, for clocks that do not run equally fast. */
  readonly marginMs: number;
  readonly everyMs: number;
  /** How much longer than others this one waits before it takes over, as things stand. */
  readonly handicapMs: () => number;
  /**
   * What is done between two renewals because it would hold one up: called after each look at who
   * leads for which the store answered. Must not throw.
   */
  readonly between: () => Promise<void>;
}

interface Leader {
  readonly holder: string;
  readonly term: number;
}

/**
 * Which controller leads: a value in the control store that its holder writes again and again.
 * Whoever sees the same revision for a whole TTL and its margin takes over; the holder has stopped
 * by then, because it counts from the start of its last renewal. Only durations are compared, each
 * on a monotonic clock of its own, never a date. The manner of Kubernetes' leader election.
 */
export class Leadership {
  readonly #options: LeadershipOptions;
  #tenure: Tenure | undefined;
  #seen: { readonly revision: string | undefined; readonly atMs: number } | undefined;
  #leader: string | undefined;

  constructor(options: LeadershipOptions) {
    this.#options = options;
  }

  /** The right to lead, while this one has it. */
  tenure(): Tenure | undefined {
    return this.#tenure?.lost.aborted ? undefined : this.#tenure;
  }

  /** Who was last seen to lead, if anyone. */
  leader(): string | undefined {
    return this.#leader;
  }

  /** Runs until the signal is aborted, and then gives the lead away at once. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, everyMs, between } = this.#options;
    while (!signal.aborted) {
      const startMs = clock.monotonicMs();
      // A store that is away renews nothing: the right runs out by itself.
      await this.#turn()
        .then(() => between())
        .catch(() => undefined);
      const restMs = Math.max(0, startMs + everyMs - clock.monotonicMs());
      await clock.sleep(restMs, signal).catch(() => undefined);
    }
    await this.#resign().catch(() => undefined);
  }

  async #turn(): Promise<void> {
    const { store, key, clock } = this.#options;
    const tenure = this.tenure();
    const startMs = clock.monotonicMs();
    if (tenure && (await store.putWhile(key, tenure.guard.value, tenure.guard))) {
      tenure.renew(startMs + this.#heldMs());
      return;
    }
    tenure?.end();
    await this.#candidate();
  }

  async #candidate(): Promise<void> {
    const { store, key, self, clock } = this.#options;
    const stored = await store.get(key);
    const present = stored && leaderFrom(stored.value);
    this.#leader = present?.holder || undefined;
    const startMs = clock.monotonicMs();
    if (!this.#mayTake(stored, present, startMs)) return;
    const value = JSON.stringify({ holder: self, term: (present?.term ?? 0) + 1 });
    if (!(await store.compareAndSwap(key, stored?.revision, value))) return;
    this.#leader = self;
    this.#begin({ key, value }, startMs);
  }

  #mayTake(stored: Stored | undefined, present: Leader | undefined, nowMs: number): boolean {
    const { ttlMs, marginMs, handicapMs, self } = this.#options;
    const revision = stored?.revision;
    if (!this.#seen || this.#seen.revision !== revision) this.#seen = { revision, atMs: nowMs };
    if (present?.holder === self) return true;
    const leaseMs = present?.holder ? ttlMs + marginMs : 0;
    return nowMs - this.#seen.atMs >= leaseMs + handicapMs();
  }

  #begin(guard: Guard, startMs: number): void {
    const { term } = leaderFrom(guard.value);
    this.#tenure = new Tenure(this.#options.clock, guard, term, startMs + this.#heldMs());
  }

  #heldMs(): number {
    return this.#options.ttlMs - this.#options.marginMs;
  }

  async #resign(): Promise<void> {
    const tenure = this.tenure();
    if (!tenure) return;
    tenure.end();
    const { key, store } = this.#options;
    await store.putWhile(key, JSON.stringify({ holder: '', term: tenure.term }), tenure.guard);
  }
}

function leaderFrom(text: string): Leader {
  const { holder, term } = JSON.parse(text) as Partial<Leader>;
  if (typeof holder !== 'string' || typeof term !== 'number') {
    throw new Error(`expected {"holder", "term"}, found ${text}`);
  }
  return { holder, term };
}
