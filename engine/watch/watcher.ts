import type { Observation } from '../decide/decide.ts';
import type { StandbyView } from '../decide/target.ts';
import type { Plan } from '../plan/schema.ts';
import type { Clock } from '../ports/clock.ts';
import { deadlines } from '../systems/deadlines.ts';
import type { PostgresReading } from '../systems/postgres/reading.ts';
import { heldSince, met } from './condition.ts';
import type { Fact } from './fact.ts';

/** What is watched: a database that can be probed and tells when its connection is lost. */
export interface WatchedDatabase {
  probe(timeoutMs: number): Promise<PostgresReading>;
  /** Resolves when the present connection is lost; undefined if there is none to lose. */
  lost(): Promise<void> | undefined;
}

export interface WatcherOptions {
  readonly clock: Clock;
  readonly plan: Plan;
  readonly databases: Readonly<Record<string, WatchedDatabase>>;
  /** Region whose conditions count. */
  readonly active: () => string;
  /** Called after each probe. */
  readonly onChange: () => void;
}

/** Probes every database at the plan's interval; remembers the last answer, and what has held. */
export class Watcher {
  readonly #options: WatcherOptions;
  readonly #facts = new Map<string, Fact>();
  readonly #standbys = new Map<string, StandbyView>();
  readonly #heldSinceMs = new Map<string, number>();
  readonly #errors = new Map<string, string>();
  #watching: string;

  constructor(options: WatcherOptions) {
    this.#options = options;
    this.#watching = options.active();
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const regions = Object.keys(this.#options.databases);
    await Promise.all(regions.map((region) => this.#watch(region, signal)));
  }

  observation(): Observation {
    return {
      region: this.#watching,
      heldSinceMs: Object.fromEntries(this.#heldSinceMs),
      standbys: [...this.#standbys.values()],
    };
  }

  /** What was last measured, of every region. */
  facts(): readonly Fact[] {
    return [...this.#facts.values()];
  }

  /** Last error of each region's probe, for those that fail. */
  errors(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#errors);
  }

  async #watch(region: string, signal: AbortSignal): Promise<void> {
    const { clock, plan, databases } = this.#options;
    const database = databases[region];
    if (!database) return;
    while (!signal.aborted) {
      const atMs = clock.monotonicMs();
      await this.#probe(region, database, atMs);
      const restMs = Math.max(0, atMs + plan.probes.database.everyMs - clock.monotonicMs());
      await this.#rest(database, restMs, signal);
    }
  }

  async #probe(region: string, database: WatchedDatabase, atMs: number): Promise<void> {
    const { plan, active } = this.#options;
    const planMs = plan.probes.database.timeoutMs;
    const timeoutMs = region === active() ? planMs : Math.max(planMs, deadlines.postgresPositionMs);
    const reading = await database.probe(timeoutMs).catch((error: Error) => error);
    if (reading instanceof Error) {
      this.#errors.set(region, reading.message);
      this.#standbys.delete(region);
      this.#record(region, atMs, false);
      return;
    }
    this.#errors.delete(region);
    const heardAgoMs = reading.heardAgoMs;
    if (reading.role === 'standby') {
      this.#standbys.set(region, {
        region,
        atMs,
        timeline: reading.timeline,
        receivedLsn: reading.receivedLsn,
        primaryHeardAtMs: heardAgoMs === undefined ? undefined : atMs - heardAgoMs,
      });
    } else this.#standbys.delete(region);
    this.#record(region, atMs, reading.role === 'primary');
  }

  #record(region: string, atMs: number, value: boolean): void {
    const { plan, active, onChange } = this.#options;
    this.#facts.set(region, { of: 'postgres', region, measure: 'reachable', value, atMs });
    if (this.#watching !== active()) {
      this.#watching = active();
      this.#heldSinceMs.clear();
    }
    for (const [name, trigger] of Object.entries(plan.triggers)) {
      const now = met(trigger.when, this.#watching, [...this.#facts.values()]);
      const sinceMs = heldSince(this.#heldSinceMs.get(name), now);
      if (sinceMs === undefined) this.#heldSinceMs.delete(name);
      else this.#heldSinceMs.set(name, sinceMs);
    }
    onChange();
  }

  /** Until the next probe is due, or the connection is lost: then it is due at once. */
  async #rest(database: WatchedDatabase, ms: number, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const due = this.#options.clock.sleep(ms, either).catch(() => undefined);
    await Promise.race([due, database.lost() ?? due]);
    stop.abort();
  }
}
