import type { Clock } from '../ports/clock.ts';
import type { ControlStore, Listed } from '../ports/control-store.ts';
import type { Fact } from './fact.ts';
import { factsIn, textOf } from './opinion-text.ts';

/** What one controller sees, as it is counted. Moments are of the clock of the one who counts. */
export interface Opinion {
  readonly observer: string;
  readonly facts: readonly Fact[];
}

export interface OpinionsOptions {
  readonly clock: Clock;
  readonly store: ControlStore;
  /** Each controller's key is this and its region. */
  readonly prefix: string;
  readonly home: string;
  readonly own: () => readonly Fact[];
  readonly everyMs: number;
  /** An opinion that was not renewed for so long is none. Milliseconds. */
  readonly freshMs: number;
}

interface Heard extends Opinion {
  readonly revision: string;
  /** When this revision was first seen here. */
  readonly atMs: number;
}

/**
 * What the controllers of all regions see, exchanged through the control store: one that is cut off
 * from the quorum cannot renew its opinion, and so stops to be counted. Clocks are not compared: a
 * fact is as old when it is heard as it was when it was told, so that its moment here is later than
 * it was by the time that took, and never earlier.
 */
export class Opinions {
  readonly #options: OpinionsOptions;
  readonly #heard = new Map<string, Heard>();
  #changed = Promise.withResolvers<void>();
  #changedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: OpinionsOptions) {
    this.#options = options;
  }

  /** One's own, and those of others that are fresh. */
  fresh(): readonly Opinion[] {
    const { clock, home, own, freshMs } = this.#options;
    const nowMs = clock.monotonicMs();
    const others = [...this.#heard.values()].filter(
      ({ observer, atMs }) => observer !== home && nowMs - atMs <= freshMs,
    );
    return [{ observer: home, facts: own() }, ...others];
  }

  /** One's own facts changed: the others are to know at once, and may have seen the same. */
  tell(): void {
    this.#changedAtMs = this.#options.clock.monotonicMs();
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Runs until the signal is aborted. Never throws: who cannot tell or hear is not counted. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#publish(signal), this.#listen(signal)]);
  }

  async #publish(signal: AbortSignal): Promise<void> {
    const { store, prefix, home, own, everyMs, clock } = this.#options;
    while (!signal.aborted) {
      const changed = this.#changed.promise;
      const text = textOf(own(), clock.monotonicMs());
      await store.put(`${prefix}${home}`, text).catch(() => undefined);
      await this.#rest(everyMs, changed, signal);
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { store, prefix } = this.#options;
    while (!signal.aborted) {
      const changed = this.#changed.promise;
      const found = await store.listNearby(prefix).catch(() => []);
      for (const each of found) this.#hear(each);
      await this.#rest(this.#listenAfterMs(), changed, signal);
    }
  }

  /** What changed a moment ago for one changes now for others, and is to be heard soon. */
  #listenAfterMs(): number {
    const { everyMs, clock } = this.#options;
    const calm = clock.monotonicMs() - this.#changedAtMs > everyMs;
    return everyMs / (calm ? 2 : 20);
  }

  /** For so long, or until one's own facts change. */
  async #rest(ms: number, changed: Promise<void>, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const due = this.#options.clock.sleep(ms, AbortSignal.any([signal, stop.signal]));
    await Promise.race([due.catch(() => undefined), changed]);
    stop.abort();
  }

  #hear({ key, value, revision }: Listed): void {
    const { prefix, clock } = this.#options;
    const observer = key.slice(prefix.length);
    if (this.#heard.get(observer)?.revision === revision) return;
    const atMs = clock.monotonicMs();
    const facts = factsIn(value, atMs);
    if (facts) this.#heard.set(observer, { observer, facts, revision, atMs });
    else this.#heard.delete(observer);
  }
}
