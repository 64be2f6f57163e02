import { chooseTarget, type StandbyView } from './target.ts';

/** What the plan says of one trigger. */
export interface TriggerPolicy {
  readonly heldForMs: number;
  readonly action: string;
  readonly automation: 'full' | 'semi' | 'manual';
}

export interface Policy {
  readonly triggers: Readonly<Record<string, TriggerPolicy>>;
  /** Regions that traffic can be led to, best first. */
  readonly candidates: readonly string[];
  /** Actions that a runbook exists for. */
  readonly actions: readonly string[];
  /** An observation of a standby older than this says nothing of now. */
  readonly freshMs: number;
}

/** idle: watching. running: a failover is on its way. stuck: one ended badly, ask a person. */
export interface State {
  readonly active: string;
  readonly epoch: number;
  readonly runbook: 'idle' | 'running' | 'stuck';
}

export interface Observation {
  /** The region whose conditions these are. */
  readonly region: string;
  /** Since when each trigger's condition has been met without a break; absent while it is not. */
  readonly heldSinceMs: Readonly<Record<string, number>>;
  readonly standbys: readonly StandbyView[];
}

export interface FailoverDecision {
  readonly kind: 'failover';
  readonly trigger: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
  /** The epoch that the failover begins. */
  readonly epoch: number;
}

export type Decision =
  | FailoverDecision
  | {
      readonly kind: 'wait';
      readonly why:
        | 'healthy'
        | 'not-held'
        | 'busy'
        | 'stuck'
        | 'primary-alive'
        | 'no-target'
        | 'ask'
        | 'no-runbook';
      readonly trigger?: string;
    };

/**
 * A standby elsewhere that heard the primary proves that it lived then, and that until then only
 * our path to it was cut: the condition counts from the last sign of life that anyone had.
 */
function lastSignOfLifeMs(observation: Observation, sinceMs: number): number {
  const heard = observation.standbys.map(({ primaryHeardAtMs }) => primaryHeardAtMs ?? sinceMs);
  return Math.max(sinceMs, ...heard);
}

function judge(
  name: string,
  policy: Policy,
  state: State,
  observation: Observation,
  nowMs: number,
): Decision {
  const trigger = policy.triggers[name];
  const sinceMs = observation.heldSinceMs[name];
  if (!trigger || sinceMs === undefined) return { kind: 'wait', why: 'healthy' };
  const wait = (why: (Decision & { kind: 'wait' })['why']): Decision => ({
    kind: 'wait',
    why,
    trigger: name,
  });
  if (nowMs - sinceMs <= trigger.heldForMs) return wait('not-held');
  if (nowMs - lastSignOfLifeMs(observation, sinceMs) <= trigger.heldForMs) {
    return wait('primary-alive');
  }
  if (!policy.actions.includes(trigger.action)) return wait('no-runbook');
  if (trigger.automation !== 'full') return wait('ask');
  const standbys = observation.standbys.filter(
    ({ region, atMs }) => region !== state.active && nowMs - atMs <= policy.freshMs,
  );
  const choice = chooseTarget(
    standbys,
    policy.candidates.filter((region) => region !== state.active),
  );
  if (!choice) return wait('no-target');
  const { action } = trigger;
  const to = choice.target.region;
  return {
    kind: 'failover',
    trigger: name,
    action,
    from: state.active,
    to,
    epoch: state.epoch + 1,
  };
}

/** How much a reason to wait tells; the most telling one is given. */
const telling = ['no-target', 'ask', 'no-runbook', 'primary-alive', 'not-held', 'healthy'];

/** What to do now. Pure: the moment is a parameter, and nothing is asked of anyone. */
export function decide(
  policy: Policy,
  state: State,
  observation: Observation,
  nowMs: number,
): Decision {
  if (state.runbook === 'running') return { kind: 'wait', why: 'busy' };
  if (state.runbook === 'stuck') return { kind: 'wait', why: 'stuck' };
  // What was seen of another region, before a failover, says nothing of the one that is active now.
  if (observation.region !== state.active) return { kind: 'wait', why: 'healthy' };
  const judged = Object.keys(policy.triggers).map((name) =>
    judge(name, policy, state, observation, nowMs),
  );
  const failover = judged.find(({ kind }) => kind === 'failover');
  if (failover) return failover;
  for (const why of telling) {
    const found = judged.find((each) => each.kind === 'wait' && each.why === why);
    if (found) return found;
  }
  return { kind: 'wait', why: 'healthy' };
}

export type Event =
  | { readonly kind: 'started'; readonly decision: FailoverDecision }
  | { readonly kind: 'succeeded'; readonly active: string; readonly epoch: number }
  | { readonly kind: 'failed' }
  /** What the control store says, when no runbook of ours is on its way. */
  | { readonly kind: 'writer'; readonly region: string; readonly epoch: number };

/** The state after an event; an event that does not belong to a state changes nothing. */
export function advance(state: State, event: Event): State {
  switch (event.kind) {
    case 'started':
      return state.runbook === 'idle' ? { ...state, runbook: 'running' } : state;
    case 'succeeded':
      if (state.runbook !== 'running') return state;
      return { active: event.active, epoch: event.epoch, runbook: 'idle' };
    case 'failed':
      return state.runbook === 'running' ? { ...state, runbook: 'stuck' } : state;
    case 'writer':
      // An epoch only goes up: an older one is an answer that was long on its way.
      if (event.epoch < state.epoch) return state;
      if (state.runbook === 'running' || event.region === 'none') return state;
      return { ...state, active: event.region, epoch: event.epoch };
  }
}
