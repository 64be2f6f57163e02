import type { PrimarySighting } from '../decide/loss.ts';
import type { StandbyView } from '../decide/target.ts';
import type { Clock } from '../ports/clock.ts';
import { availability } from './availability.ts';
import type { Fact, Measure } from './fact.ts';
import type { FactProbe, Finding } from './probes/fact-probe.ts';
import { messageOf } from './probes/reachability.ts';
import type { DatabaseSighting } from './unfit.ts';

export interface WatcherOptions {
  readonly clock: Clock;
  readonly probes: readonly FactProbe[];
  /** Called when a fact has changed that is no measured quantity, or one has come or gone. */
  readonly onChange: () => void;
}

/**
 * Runs every probe at its own interval, and remembers what each found last. All are run once at the
 * start, and then each at its own moment of the interval: if all asked at once, they would wait for
 * one another, again and again, and what is well would seem to be away.
 */
export class Watcher {
  readonly #options: WatcherOptions;
  readonly #found = new Map<FactProbe, Finding>();

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { probes } = this.#options;
    const works = probes.map((probe, index) => {
      return this.#watch(probe, (index + 1) / probes.length, signal);
    });
    await Promise.all(works);
  }

  /** What was measured last, and each region's availability, which follows from it. */
  facts(): readonly Fact[] {
    const measured = [...this.#found.values()].flatMap(({ facts }) => facts);
    const derived = this.#regions().flatMap((region) => {
      return availability(region, this.#systems(region), measured) ?? [];
    });
    return [...measured, ...derived];
  }

  standbys(): readonly StandbyView[] {
    return [...this.#found.values()].flatMap(({ standby }) => standby ?? []);
  }

  /** What the databases that answer say of themselves. */
  databases(): readonly DatabaseSighting[] {
    return [...this.#found.values()].flatMap(({ database }) => database ?? []);
  }

  /** Where the primary of a region is, while it is seen to be one. */
  primary(region: string): PrimarySighting | undefined {
    const probe = [...this.#found.keys()].find(
      (one) => one.of === 'postgres' && one.region === region,
    );
    return probe && this.#found.get(probe)?.primary;
  }

  /** Last error of each probe that fails, by whom it asks and where: `postgres us-east-1`. */
  errors(): Readonly<Record<string, string>> {
    const failing = [...this.#found].flatMap(([{ of, region }, { error }]) =>
      error === undefined ? [] : [[`${of} ${region}`, error] as const],
    );
    return Object.fromEntries(failing);
  }

  #regions(): readonly string[] {
    return [...new Set(this.#options.probes.map(({ region }) => region))];
  }

  #systems(region: string) {
    const there = this.#options.probes.filter((probe) => probe.region === region);
    return there.map(({ of }) => of).filter((of) => of !== 'region');
  }

  /** `share` of the interval passes before the second probe, all of it before each later one. */
  async #watch(probe: FactProbe, share: number, signal: AbortSignal): Promise<void> {
    const { clock, onChange } = this.#options;
    let everyMs = share * probe.everyMs;
    while (!signal.aborted) {
      const atMs = clock.monotonicMs();
      const found = await probe.probe().catch((error) => ({ facts: [], error: messageOf(error) }));
      const before = this.#found.get(probe)?.facts ?? [];
      this.#found.set(probe, { ...found, facts: found.facts.map((fact) => since(before, fact)) });
      if (signature(before) !== signature(found.facts)) onChange();
      const restMs = Math.max(0, atMs + everyMs - clock.monotonicMs());
      await this.#rest(probe, restMs, signal);
      everyMs = probe.everyMs;
    }
  }

  /** Until the next probe is due, or the connection is lost: then it is due at once. */
  async #rest(probe: FactProbe, ms: number, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const due = this.#options.clock.sleep(ms, either).catch(() => undefined);
    await Promise.race([due, probe.lost?.() ?? due]);
    stop.abort();
  }
}

/** What was found so before has been so since then. */
function since(before: readonly Fact[], fact: Fact): Fact {
  const { of, measure, value, atMs } = fact;
  if (typeof value !== 'boolean') return fact;
  const same = before.find(
    (each) => each.of === of && each.measure === measure && each.value === value,
  );
  return { ...fact, sinceMs: same?.sinceMs ?? atMs };
}

/** Never the same twice: the others hear of them at the next beat, which is soon enough. */
const quantities: readonly Measure[] = ['latency-p95', 'cpu', 'memory'];

function signature(facts: readonly Fact[]): string {
  const shown = ({ measure, value }: Fact) => (quantities.includes(measure) ? '' : value);
  return facts.map((fact) => `${fact.of} ${fact.measure} ${shown(fact)}`).join('\n');
}
