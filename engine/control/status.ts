import type { Decision } from '../decide/decide.ts';
import type { State } from '../decide/state.ts';
import type { Left } from '../failover/left.ts';
import type { Fact } from '../watch/fact.ts';
import type { Seen } from '../watch/observer.ts';
import type { ControllerParts } from './controller-parts.ts';

/** What is known, and what was last seen. */
export interface View {
  readonly state: State;
  readonly observation: Seen;
  readonly facts: readonly Fact[];
}

/**
 * What a controller knows and does, as JSON; `blocked` is why it does nothing, and
 * `left` what runbooks have succeeded without, until a person has seen to it. While `quorum` is
 * false nothing is decided by itself, so too after a region was activated that is alone since then.
 */
export function statusOf(
  { world, observer, leadership, watcher, preflight }: ControllerParts,
  { state, observation, facts }: View,
  decision: Decision,
  blocked: string | undefined,
  left: readonly Left[],
): unknown {
  const { heldSinceMs, standbys, unfit, barred, quorum } = observation;
  return {
    plan: world.plan.name,
    home: world.endpoints.home,
    leader: leadership.tenure() !== undefined,
    ledBy: leadership.leader() ?? null,
    paused: state.paused,
    state,
    decision,
    blocked: blocked ?? null,
    left,
    question: state.question?.id ?? null,
    quorum,
    heard: observer.heard(),
    heldSinceMs,
    standbys: standbys.map((each) => ({ ...each, receivedLsn: each.receivedLsn?.toString() })),
    unfit,
    barred,
    facts,
    errors: { ...watcher.errors(), ...preflight.errors() },
  };
}
