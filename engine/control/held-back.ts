import { decide, type Wait } from '../decide/decide.ts';
import type { Seen } from '../watch/observer.ts';
import type { ControllerParts } from './controller-parts.ts';

/** Who leads does nothing: what was told and is over is ended, and why nothing is done is told. */
export function tellWaiting(
  { announce, situation, policy, world }: ControllerParts,
  { why, trigger, detail }: Wait,
  { heldSinceMs, quorum }: Seen,
): void {
  const { active, epoch, phase } = situation.state;
  // Without a quorum nobody knows, and while a person is asked it is not over.
  if (quorum && phase !== 'asking') announce.over(heldSinceMs);
  if (trigger === undefined || why === 'not-held') return;
  const heldMs = world.clock.monotonicMs() - (heldSinceMs[trigger] ?? Number.POSITIVE_INFINITY);
  // A primary that has just died is still taken for alive for a moment.
  const soonMs = 2 * (policy.triggers[trigger]?.heldForMs ?? 0);
  if (why === 'primary-alive' && heldMs <= soonMs) return;
  const words = detail === undefined ? why : `${why} (${detail})`;
  announce.detected(trigger, active, epoch, `no failover: ${words}`);
}

/** Nobody can decide anything: people are told what would have to be, by what is seen here. */
export function tellAlone(
  { announce, situation, policy, world }: ControllerParts,
  observation: Seen,
): void {
  const state = { ...situation.state, phase: 'idle', paused: false } as const;
  const seen = { ...observation, heldSinceMs: observation.ownSinceMs };
  const decision = decide(policy, state, seen, world.clock.monotonicMs());
  if (decision.kind !== 'wait' || decision.why !== 'no-quorum' || !decision.trigger) return;
  const detail = `no failover: no-quorum, as ${world.endpoints.home} alone sees it`;
  announce.detected(decision.trigger, state.active, state.epoch, detail);
}
