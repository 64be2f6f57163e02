import { leastLsn, lossMs, type PrimarySighting } from './loss.ts';
import type { Question, State } from './state.ts';
import { chooseTarget, type StandbyView } from './target.ts';

/** What the plan says of one trigger. */
export interface TriggerPolicy {
  readonly when: readonly { readonly of: string }[];
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
  /** A failover that would lose more of the past than this is asked for. Milliseconds. */
  readonly maxLossMs: number;
}

export interface Observation {
  /** The region whose conditions these are. */
  readonly region: string;
  /** Enough controllers are heard for a majority of all. */
  readonly quorum: boolean;
  /** Since when each trigger's condition has been met without a break; absent while it is not. */
  readonly heldSinceMs: Readonly<Record<string, number>>;
  readonly standbys: readonly StandbyView[];
  /** Regions that nothing can be moved to now, and why. */
  readonly barred: readonly { readonly region: string; readonly why: string }[];
  /** How far the primary's history was seen to have come, oldest first. */
  readonly primary: readonly PrimarySighting[];
  /** Cluster that the active region's database was last seen to be of; absent if never seen. */
  readonly system?: string | undefined;
}

/** What was known of the databases when it was decided; LSNs are text, since it is kept as JSON. */
export interface Known {
  readonly system: string | null;
  /** Where the standby was that had most. */
  readonly furthestLsn: string;
  /** A standby with less may not be promoted: it would lose more than was allowed, or agreed to. */
  readonly leastLsn: string;
}

export interface FailoverDecision {
  readonly kind: 'failover';
  readonly trigger: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
  /** The epoch that the failover begins. */
  readonly epoch: number;
  /** Absent where an operator has asked for it. */
  readonly known?: Known | undefined;
}

export type Why =
  | 'not-leading'
  | 'paused'
  | 'busy'
  | 'stuck'
  | 'no-quorum'
  | 'no-target'
  | 'declined'
  | 'manual'
  | 'no-runbook'
  | 'primary-alive'
  | 'not-held'
  | 'healthy';

export interface Wait {
  readonly kind: 'wait';
  readonly why: Why;
  readonly trigger?: string;
  /** Where there is no target: why each region that could be one is not. */
  readonly detail?: string;
}

/** A failover that a person has to agree to, and why. */
export interface Ask {
  readonly kind: 'ask';
  readonly why: 'semi-automatic' | 'loss-beyond-rpo' | 'loss-unknown';
  readonly failover: FailoverDecision;
  /** What it would lose; undefined if nobody knows. */
  readonly lossMs: number | undefined;
}

export type Decision = FailoverDecision | Ask | Wait;

/**
 * A standby elsewhere that heard the primary proves that it lived then, and that until then only
 * our path to it was cut: the condition counts from the last sign of life that anyone had.
 */
function lastSignOfLifeMs({ standbys }: Observation, sinceMs: number): number {
  return Math.max(sinceMs, ...standbys.map(({ primaryHeardAtMs }) => primaryHeardAtMs ?? sinceMs));
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
  const wait = (why: Why): Wait => ({ kind: 'wait', why, trigger: name });
  if (nowMs - sinceMs <= trigger.heldForMs) return wait('not-held');
  const ofDatabase = trigger.when.some(({ of }) => of === 'postgres');
  const aliveMs = ofDatabase ? lastSignOfLifeMs(observation, sinceMs) : sinceMs;
  if (nowMs - aliveMs <= trigger.heldForMs) return wait('primary-alive');
  if (!policy.actions.includes(trigger.action)) return wait('no-runbook');
  if (trigger.automation === 'manual') return wait('manual');
  const { declined } = state;
  if (declined?.trigger === name && declined.sinceMs === sinceMs) return wait('declined');
  return failOver(name, trigger, policy, state, observation, nowMs);
}

function failOver(
  trigger: string,
  { action, automation }: TriggerPolicy,
  policy: Policy,
  { active, epoch }: State,
  { standbys, barred, primary, system }: Observation,
  nowMs: number,
): Decision {
  const fresh = standbys.filter(
    ({ region, atMs }) => region !== active && nowMs - atMs <= policy.freshMs,
  );
  const candidates = policy.candidates.filter((region) => region !== active);
  const whyNot = (region: string) => barred.find((each) => each.region === region)?.why;
  // One that is barred may still have most, and be fetched from.
  const choice = chooseTarget(
    fresh,
    candidates.filter((region) => whyNot(region) === undefined),
  );
  if (!choice) {
    const unknown = 'no standby there tells its position';
    const detail = candidates.map((region) => `${region}: ${whyNot(region) ?? unknown}`);
    return { kind: 'wait', why: 'no-target', trigger, detail: detail.join('; ') };
  }
  const { target, furthest } = choice;
  // The target takes what it lacks from the furthest, before it is promoted.
  const received = furthest.receivedLsn ?? 0n;
  const least = leastLsn(primary, policy.maxLossMs) ?? received;
  const failover: FailoverDecision = {
    kind: 'failover',
    trigger,
    action,
    from: active,
    to: target.region,
    epoch: epoch + 1,
    known: {
      system: system ?? null,
      furthestLsn: received.toString(),
      leastLsn: (least < received ? least : received).toString(),
    },
  };
  const wouldLoseMs = lossMs(primary, received);
  const ask = (why: Ask['why']): Ask => ({ kind: 'ask', why, failover, lossMs: wouldLoseMs });
  if (wouldLoseMs === undefined) return ask('loss-unknown');
  if (wouldLoseMs > policy.maxLossMs) return ask('loss-beyond-rpo');
  return automation === 'semi' ? ask('semi-automatic') : failover;
}

/** How much a reason to wait tells; the most telling one is given. */
const telling: readonly Why[] = [
  'no-target',
  'declined',
  'manual',
  'no-runbook',
  'primary-alive',
  'not-held',
  'healthy',
];

/** A condition has held, and still there is nothing that the engine could do. */
const cannot: readonly Why[] = ['no-target', 'manual', 'no-runbook'];

/** Why nothing is decided at all, whatever the conditions are. */
function obstacle(state: State, { quorum, region }: Observation): Why | undefined {
  if (state.phase === 'following') return 'not-leading';
  if (state.phase === 'running') return 'busy';
  if (state.phase === 'stuck') return 'stuck';
  if (state.paused) return 'paused';
  if (!quorum) return 'no-quorum';
  // What was seen of another region, before a failover, says nothing of the one that is active now.
  return region === state.active ? undefined : 'healthy';
}

/** The trigger that something would be done about, or nothing can, if there is one. */
function due(judged: readonly Decision[]): Pick<Wait, 'trigger'> {
  for (const each of judged) {
    if (each.kind === 'ask') return { trigger: each.failover.trigger };
    if (each.kind === 'failover') return { trigger: each.trigger };
    const { why, trigger } = each;
    if (trigger !== undefined && cannot.includes(why)) return { trigger };
  }
  return {};
}

/** What to do now. Pure: the moment is a parameter, and nothing is asked of anyone. */
export function decide(
  policy: Policy,
  state: State,
  observation: Observation,
  nowMs: number,
): Decision {
  const judged = Object.keys(policy.triggers).map((name) =>
    judge(name, policy, state, observation, nowMs),
  );
  const why = obstacle(state, observation);
  if (why) return { kind: 'wait', why, ...(observation.region === state.active && due(judged)) };
  const failover = judged.find(({ kind }) => kind === 'failover');
  if (failover) return failover;
  // An open question holds back the next one, and nothing that needs none.
  if (state.phase === 'asking') {
    const about = state.question?.decision.trigger;
    const others = judged.filter((each) => each.kind === 'ask' && each.failover.trigger !== about);
    return { kind: 'wait', why: 'busy', ...due(others) };
  }
  const ask = judged.find(({ kind }) => kind === 'ask');
  if (ask) return ask;
  for (const reason of telling) {
    const found = judged.find((each) => each.kind === 'wait' && each.why === reason);
    if (found) return found;
  }
  return { kind: 'wait', why: 'healthy' };
}

/**
 * What a yes leads to now, which may be long after the question: to what was asked, unless it would
 * not be done, would be done elsewhere, or would lose more than was asked about and the RPO allows.
 */
export function decideAgreed(
  policy: Policy,
  state: State,
  { decision: { trigger, to }, lossMs: askedMs }: Question,
  observation: Observation,
  nowMs: number,
): Decision {
  const why = obstacle(state, observation);
  if (why) return { kind: 'wait', why };
  const judged = judge(trigger, policy, state, observation, nowMs);
  if (judged.kind !== 'ask' || judged.failover.to !== to) return judged;
  const agreedMs = Math.max(policy.maxLossMs, askedMs ?? Number.POSITIVE_INFINITY);
  return (judged.lossMs ?? Number.POSITIVE_INFINITY) <= agreedMs ? judged.failover : judged;
}
