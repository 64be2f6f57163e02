import type { View } from './controller.ts';
import type { ControllerParts } from './controller-parts.ts';
import { questionId } from './question-id.ts';

type StatusParts = Pick<ControllerParts, 'world' | 'observer' | 'leadership' | 'watcher'>;

/**
 * What one controller knows, as JSON. While `quorum` is false nothing is decided by itself, so too
 * after a region was activated that is alone since then.
 */
export function statusOf(
  { world, observer, leadership, watcher }: StatusParts,
  { state, observation, facts }: View,
) {
  const { plan, endpoints } = world;
  const { heldSinceMs, standbys, unfit, quorum } = observation;
  return {
    plan: plan.name,
    home: endpoints.home,
    leader: leadership.tenure() !== undefined,
    ledBy: leadership.leader() ?? null,
    paused: state.paused,
    state,
    question: state.question ? questionId(state.question.decision) : null,
    quorum,
    heard: observer.heard(),
    heldSinceMs,
    standbys: standbys.map((each) => ({ ...each, receivedLsn: each.receivedLsn?.toString() })),
    unfit,
    facts,
    errors: watcher.errors(),
  };
}
