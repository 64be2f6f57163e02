import type { Observation } from '../decide/decide.ts';
import type { Plan } from '../plan/schema.ts';
import type { Clock } from '../ports/clock.ts';
import { type Condition, met } from './condition.ts';
import { Conditions } from './conditions.ts';
import { downSystems, downWords } from './down-systems.ts';
import type { Opinions } from './opinions.ts';
import type { Preflight } from './preflight/preflight.ts';
import { PrimaryHistory } from './primary-history.ts';
import { type Unfit, unfitDatabases } from './unfit.ts';
import { hasQuorum, metSinceMs, type votedFor } from './vote.ts';
import type { Watcher } from './watcher.ts';

/** What is decided on, of which `standbys` are those that are fit, and what is only told. */
export interface Seen extends Observation {
  readonly unfit: readonly Unfit[];
  /** Those among them that have refused what a failover needs, before there is one. */
  readonly refused: readonly Unfit[];
  /** As `heldSinceMs`, by what this controller alone sees. Nothing is decided on it. */
  readonly ownSinceMs: Readonly<Record<string, number>>;
}

export interface ObserverOptions {
  readonly clock: Clock;
  readonly plan: Plan;
  readonly watcher: Watcher;
  readonly opinions: Opinions;
  readonly preflight: Pick<Preflight, 'refused'>;
  readonly votedFor: typeof votedFor;
}

/**
 * What all controllers together see, as one observation. Every controller keeps its own, so that
 * the next leader has not to begin to count when the last one is lost.
 */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #conditions: Conditions;
  readonly #own: Conditions;
  readonly #primary: PrimaryHistory;
  readonly #observers: readonly string[];
  /** Cluster of the active region's database; it outlives the server that told it. */
  #system: string | undefined;
  #quorumAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: ObserverOptions) {
    const { plan } = options;
    this.#options = options;
    this.#conditions = new Conditions(plan.triggers);
    this.#own = new Conditions(plan.triggers);
    this.#primary = new PrimaryHistory(plan.control.historyMs);
    this.#observers = Object.keys(plan.regions);
  }

  /** Takes in what is known now of the region that is active. */
  observe(active: string): Seen {
    const { clock, plan, watcher, opinions, preflight, votedFor: vote } = this.#options;
    const nowMs = clock.monotonicMs();
    const fresh = opinions.fresh();
    const quorum = hasQuorum(fresh, this.#observers);
    if (quorum) this.#quorumAtMs = nowMs;
    // While too few are heard nobody knows; a short while of that leaves what has held as it is.
    const known = nowMs - this.#quorumAtMs <= plan.control.quorumGapMs;
    const own = fresh[0]?.facts ?? [];
    const ownSince = (when: readonly Condition[]) => {
      const mine = met(when, active, own);
      return mine.met ? mine.sinceMs : undefined;
    };
    if (quorum) {
      this.#conditions.update(active, nowMs, (when) => {
        if (!vote(when, active, fresh, this.#observers)) return undefined;
        // What a probe finds was so when it began, and a silence is known only a time-out later.
        return metSinceMs(when, active, fresh, this.#observers) ?? nowMs;
      });
    } else if (!known) this.#conditions.beginAnew(nowMs);
    this.#own.update(active, nowMs, ownSince);
    this.#primary.add(active, watcher.primary(active));
    const databases = watcher.databases();
    const primary = databases.find(({ region, role }) => region === active && role === 'primary');
    this.#system = primary?.system ?? this.#system;
    const odd = unfitDatabases(databases, active, this.#system);
    const refused = preflight.refused();
    const unfit = [...odd, ...refused];
    return {
      region: active,
      quorum,
      heldSinceMs: this.#conditions.heldSinceMs(),
      standbys: watcher
        .standbys()
        .filter(({ region }) => odd.every((each) => each.region !== region)),
      unfit,
      refused,
      ownSinceMs: this.#own.heldSinceMs(),
      barred: [...unfit.map(inWords), ...this.#down()],
      primary: this.#primary.sightings(),
      system: this.#system,
    };
  }

  /**
   * Regions where something is down that a target needs. One's own facts: whoever leads acts along
   * the same paths, and can open nothing that it does not reach.
   */
  #down(): Observation['barred'] {
    const { plan, watcher } = this.#options;
    const facts = watcher.facts();
    return this.#observers.flatMap((region) => {
      const down = downSystems(plan, region, facts);
      return down.length > 0 ? [{ region, why: downWords(down) }] : [];
    });
  }

  /** The condition of every trigger has to hold for its time once more. */
  beginAnew(): void {
    this.#conditions.beginAnew(this.#options.clock.monotonicMs());
  }

  /** Who is heard now. */
  heard(): readonly string[] {
    return this.#options.opinions.fresh().map(({ observer }) => observer);
  }
}

function inWords({ of, region, why }: Unfit): Observation['barred'][number] {
  return { region, why: `${of} ${why}` };
}
