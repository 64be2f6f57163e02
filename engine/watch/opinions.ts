import type { Clock } from '../ports/clock.ts';
import type { ControlStore, Listed } from '../ports/control-store.ts';
import type { Fact } from './fact.ts';

/** What one controller sees, as it is counted. */
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
 * from the quorum cannot renew its opinion, and so stops to be counted. A fact's moment is one of
 * the clock of whoever measured it and is not compared with another's.
 */
export class Opinions {
  readonly #options: OpinionsOptions;
  readonly #heard = new Map<string, Heard>();
  #wake: (() => void) | undefined;

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

  /** One's own facts changed: the others are to know at once. */
  tell(): void {
    this.#wake?.();
  }

  /** Runs until the signal is aborted. Never throws: who cannot tell or hear is not counted. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#publish(signal), this.#listen(signal)]);
  }

  async #publish(signal: AbortSignal): Promise<void> {
    const { store, prefix, home, own, everyMs, clock } = this.#options;
    while (!signal.aborted) {
      const told = Promise.withResolvers<void>();
      this.#wake = () => told.resolve();
      await store.put(`${prefix}${home}`, JSON.stringify(own())).catch(() => undefined);
      const due = new AbortController();
      const either = AbortSignal.any([signal, due.signal]);
      await Promise.race([clock.sleep(everyMs, either).catch(() => undefined), told.promise]);
      due.abort();
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { store, prefix, everyMs, clock } = this.#options;
    while (!signal.aborted) {
      const found = await store.listNearby(prefix).catch(() => []);
      for (const each of found) this.#hear(each);
      // One's own member is near, and a change that was told at once is to be heard soon.
      await clock.sleep(everyMs / 2, signal).catch(() => undefined);
    }
  }

  #hear({ key, value, revision }: Listed): void {
    const { prefix, clock } = this.#options;
    const observer = key.slice(prefix.length);
    if (this.#heard.get(observer)?.revision === revision) return;
    const facts = factsIn(value);
    if (facts) this.#heard.set(observer, { observer, facts, revision, atMs: clock.monotonicMs() });
    else this.#heard.delete(observer);
  }
}

/** Undefined of what is no opinion: whoever wrote it is not heard, as if nothing had been said. */
function factsIn(text: string): readonly Fact[] | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) && found.every(isFact) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isFact(found: Partial<Fact> | null): found is Fact {
  const { of, region, measure, value } = found ?? {};
  const told = typeof value === 'boolean' || typeof value === 'number';
  return told && [of, region, measure].every((word) => typeof word === 'string');
}
