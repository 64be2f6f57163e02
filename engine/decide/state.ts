import type { FailoverDecision } from './decide.ts';

/**
 * following: another controller leads. idle: this one leads and watches. asking: a person is to say
 * whether to fail over. running: a runbook is on its way. stuck: one ended badly, a person has to
 * look.
 */
export type Phase = 'following' | 'idle' | 'asking' | 'running' | 'stuck';

export interface State {
  readonly phase: Phase;
  readonly active: string;
  readonly epoch: number;
  /** An operator holds automation back. */
  readonly paused: boolean;
  /** What is asked, and until when an answer is awaited (monotonic). */
  readonly question?: Question;
  /** The trigger that a person said no to, or nothing, and since when it had been met. */
  readonly declined?: Declined;
}

export interface Question {
  /** No other question has it. */
  readonly id: string;
  readonly decision: FailoverDecision;
  /** What people were told that it would lose; undefined if nobody knew. */
  readonly lossMs: number | undefined;
  readonly sinceMs: number;
  readonly untilMs: number;
}

export interface Declined {
  readonly trigger: string;
  readonly sinceMs: number;
}

export type Event =
  | { readonly kind: 'elected' }
  | { readonly kind: 'deposed' }
  /** What the control store says of who may write. */
  | { readonly kind: 'writer'; readonly region: string; readonly epoch: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'asked'; readonly question: Question }
  /** A person said no, or nothing in time. */
  | { readonly kind: 'declined' }
  /** Nobody is asked any more, and nothing was said. */
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'started' }
  | { readonly kind: 'succeeded'; readonly active: string; readonly epoch: number }
  | { readonly kind: 'failed' }
  /** What an operator had asked for was taken back: all is as it was. */
  | { readonly kind: 'undone' }
  /** A step made the rest needless: all is as it was. */
  | { readonly kind: 'averted' }
  /** A person has looked. */
  | { readonly kind: 'cleared' };

type Named<K extends Event['kind']> = Extract<Event, { readonly kind: K }>;
type Row = { readonly [K in Event['kind']]: (state: State, event: Named<K>) => State };

const same = (state: State): State => state;
const to =
  (phase: Phase) =>
  (state: State): State => ({ ...withoutQuestion(state), phase });

/** An epoch only goes up: an older one is an answer that was long on its way. */
const follow = (state: State, { region, epoch }: Named<'writer'>): State =>
  epoch < state.epoch || region === 'none' ? state : { ...state, active: region, epoch };
const pause = (state: State): State => ({ ...state, paused: true });
/** A question that was on its way while this changed is not asked. */
const ask = (state: State, { question }: Named<'asked'>): State =>
  state.paused || question.decision.epoch !== state.epoch + 1
    ? state
    : { ...state, phase: 'asking', question };
const resume = (state: State): State => ({ ...state, paused: false });

const inEveryPhase = {
  deposed: to('following'),
  paused: pause,
  resumed: resume,
} as const;

/** Every event in every phase. One that does not belong to a phase changes nothing there. */
export const transitions: Readonly<Record<Phase, Row>> = {
  following: {
    ...inEveryPhase,
    elected: to('idle'),
    writer: follow,
    asked: same,
    declined: same,
    withdrawn: same,
    started: same,
    succeeded: same,
    failed: same,
    undone: same,
    averted: same,
    cleared: same,
  },
  idle: {
    ...inEveryPhase,
    elected: same,
    writer: follow,
    asked: ask,
    declined: same,
    withdrawn: same,
    started: to('running'),
    succeeded: same,
    failed: to('stuck'),
    undone: same,
    averted: same,
    cleared: same,
  },
  asking: {
    ...inEveryPhase,
    // What people are asked is whether the engine may go on by itself.
    paused: (state) => pause(to('idle')(state)),
    // Whoever leads anew asks anew.
    elected: to('idle'),
    // Another writer makes the question void: it was asked of the one before.
    writer: (state, event) => {
      const next = follow(state, event);
      return next.epoch === state.epoch ? next : to('idle')(next);
    },
    asked: same,
    declined: (state) => ({ ...to('idle')(state), ...declinedIn(state) }),
    withdrawn: to('idle'),
    started: to('running'),
    succeeded: same,
    failed: same,
    undone: same,
    averted: same,
    cleared: same,
  },
  running: {
    ...inEveryPhase,
    elected: same,
    writer: same,
    asked: same,
    declined: same,
    withdrawn: same,
    started: same,
    succeeded: (state, { active, epoch }) => ({ ...to('idle')(state), active, epoch }),
    failed: to('stuck'),
    undone: to('idle'),
    averted: to('idle'),
    cleared: same,
  },
  stuck: {
    ...inEveryPhase,
    elected: same,
    writer: follow,
    asked: same,
    declined: same,
    withdrawn: same,
    started: same,
    succeeded: same,
    failed: same,
    undone: same,
    averted: same,
    cleared: to('idle'),
  },
};

/** The state after an event. */
export function advance<K extends Event['kind']>(state: State, event: Named<K>): State {
  const row = transitions[state.phase];
  const change: (state: State, event: Named<K>) => State = row[event.kind as K];
  return change(state, event);
}

function withoutQuestion({ question: _, ...state }: State): State {
  return state;
}

function declinedIn({ question }: State): Pick<State, 'declined'> {
  if (!question) return {};
  return { declined: { trigger: question.decision.trigger, sinceMs: question.sinceMs } };
}
