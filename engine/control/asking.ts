import { type Ask, decideAgreed, type FailoverDecision } from '../decide/decide.ts';
import type { Question } from '../decide/state.ts';
import type { Tenure } from '../lead/tenure.ts';
import type { Seen } from '../watch/observer.ts';
import type { ControllerParts } from './controller-parts.ts';

type AskingParts = Pick<
  ControllerParts,
  'world' | 'situation' | 'announce' | 'automation' | 'policy'
>;

interface Agreed {
  readonly decision: FailoverDecision;
  /** And by whom. */
  readonly said: string;
}

/** What a controller that leads asks people, from the question's first word to its end. */
export class Asking {
  readonly #parts: AskingParts;
  #tenure: Tenure | undefined;
  #asked = 0;
  #open: Question | undefined;
  /** It is over, and the control store may not know. */
  #over: string | undefined;
  #tidying: Promise<void> | undefined;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /**
   * Says that a question is over that is not asked any more, and takes it back, as what the leader
   * before has left. Nobody waits for the control store: what failed is tried at the next look.
   */
  settle(tenure: Tenure): void {
    const { question, paused, epoch } = this.#parts.situation.state;
    if (tenure !== this.#tenure) this.#open = undefined;
    if (this.#open !== question) {
      this.close('withdrawn', paused ? 'an operator has paused' : `epoch ${epoch} has begun`);
    }
    this.#tidying ??= this.#tidy(tenure)
      .catch(() => undefined)
      .finally(() => {
        this.#tidying = undefined;
      });
  }

  /** A question that nobody can read is not asked yet: it is at the next look. */
  async ask(
    tenure: Tenure,
    { failover, why, lossMs }: Ask,
    heldSinceMs: Readonly<Record<string, number>>,
  ): Promise<void> {
    const { world, situation, announce, automation } = this.#parts;
    if (tenure !== this.#tenure || this.#over !== undefined) return;
    const { trigger, from, epoch } = failover;
    this.#asked += 1;
    // An answer to one question is none to the next, whoever asks it.
    const id = `${epoch}-${trigger}-${tenure.term}.${this.#asked}`;
    const posed = automation.ask({ id, decision: failover }, tenure.guard);
    if (!(await posed.catch(() => false))) return;
    const nowMs = world.clock.monotonicMs();
    announce.detected(trigger, from, epoch - 1, 'its condition held');
    announce.asked(failover, id, lossMs ? `${why}, ${lossMs} ms` : why);
    const sinceMs = heldSinceMs[trigger] ?? nowMs;
    const untilMs = nowMs + world.plan.control.askForMs;
    this.#open = { id, decision: failover, lossMs, sinceMs, untilMs };
    situation.apply({ kind: 'asked', question: this.#open });
  }

  /** What a person has agreed to, if it still would be done; every other answer is dealt with. */
  async hear(observation: Seen): Promise<Agreed | undefined> {
    const { world, situation, automation, policy } = this.#parts;
    const { question } = situation.state;
    if (!question) return undefined;
    const nowMs = world.clock.monotonicMs();
    const answer = await automation.answerTo(question.id).catch(() => undefined);
    // It may be paused by now.
    if (situation.state.question !== question) return undefined;
    if (!answer && nowMs <= question.untilMs) return undefined;
    if (!answer?.yes) {
      this.close('answered', answer ? `no, says ${answer.by}` : 'nobody answered in time');
      situation.apply({ kind: 'declined' });
      return undefined;
    }
    const said = `yes, says ${answer.by}`;
    const decision = decideAgreed(policy, situation.state, question, observation, nowMs);
    if (decision.kind === 'failover') return { decision, said };
    const why = decision.kind === 'ask' ? 'it is not what was asked any more' : decision.why;
    this.close('answered', `${said}; nothing is done: ${why}`);
    situation.apply({ kind: 'withdrawn' });
    return undefined;
  }

  /** Says how the question ended, if there is one. An answer that still comes changes nothing. */
  close(how: 'answered' | 'withdrawn', why: string): void {
    if (!this.#open) return;
    this.#parts.announce.closed(this.#open, how, why);
    this.#over = this.#open.id;
    this.#open = undefined;
  }

  async #tidy(tenure: Tenure): Promise<void> {
    const { automation, announce } = this.#parts;
    if (tenure !== this.#tenure) {
      const left = await automation.question();
      this.#tenure = tenure;
      this.#over = left?.id;
      if (left) announce.closed(left, 'withdrawn', 'another controller leads');
    }
    if (this.#over === undefined) return;
    await automation.takeBack(this.#over);
    this.#over = undefined;
  }
}
