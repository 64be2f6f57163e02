import type { Logger } from 'pino';
import type { World } from '../failover/world.ts';
import { deadlines } from '../systems/deadlines.ts';
import type { Observer, Seen } from '../watch/observer.ts';
import { newestRunbook } from './runbook-list.ts';
import type { Situation } from './situation.ts';

export interface QuorumPlaceOptions {
  readonly world: Pick<World, 'clock' | 'plan' | 'store' | 'endpoints'>;
  readonly situation: Situation;
  readonly observer: Pick<Observer, 'observe'>;
  readonly log: Pick<Logger, 'info' | 'debug'>;
}

/**
 * Where the control store is led from. While all is well that is the active region: its service
 * asks there for its right to write, and keeps it as long as any one of the others is reached. Once
 * a condition is held it is the region of the controller that leads: a runbook writes many times,
 * one after the other. Nothing depends on it: what fails is tried again a leader's TTL later.
 */
export class QuorumPlace {
  readonly #options: QuorumPlaceOptions;
  #triedMs = Number.NEGATIVE_INFINITY;
  #uneasyMs = Number.NEGATIVE_INFINITY;

  constructor(options: QuorumPlaceOptions) {
    this.#options = options;
  }

  /** Has it led from here, if that is wanted now. Never throws. */
  async look(): Promise<void> {
    const { world, situation, observer, log } = this.#options;
    const nowMs = world.clock.monotonicMs();
    const seen = observer.observe(situation.state.active);
    if (!seen.quorum || Object.keys(seen.heldSinceMs).length > 0) this.#uneasyMs = nowMs;
    if (nowMs - this.#triedMs < world.plan.control.leaderTtlMs) return;
    const wanted = this.#isBeforehand(seen, nowMs) || (await this.#isQuiet(nowMs));
    if (!wanted) return;
    this.#triedMs = nowMs;
    const { home } = world.endpoints;
    try {
      if (await world.store.leadNearby()) log.info(`the control store is led from ${home}`);
    } catch (error) {
      log.debug({ err: error }, `the control store is not led from ${home}`);
    }
  }

  /** This one leads, something is held, and nothing can be decided before the lead has moved. */
  #isBeforehand({ quorum, heldSinceMs }: Seen, nowMs: number): boolean {
    const { world, situation } = this.#options;
    const held = Object.entries(heldSinceMs);
    if (!quorum || situation.state.phase !== 'idle' || held.length === 0) return false;
    return held.every(([name, sinceMs]) => {
      const heldForMs = world.plan.triggers[name]?.heldForMs ?? 0;
      return sinceMs + heldForMs - nowMs > deadlines.etcdRequestMs;
    });
  }

  /** The active region is this one, all has been well for a while, and no runbook is under way. */
  async #isQuiet(nowMs: number): Promise<boolean> {
    const { world, situation } = this.#options;
    const { phase, active } = situation.state;
    if (active !== world.endpoints.home || phase === 'running') return false;
    if (nowMs - this.#uneasyMs < world.plan.control.leaderTtlMs) return false;
    const newest = await newestRunbook(world).catch(() => 'unknown' as const);
    return newest !== 'unknown' && newest?.outcome !== 'running';
  }
}
