import type { Ask } from '../decide/decide.ts';
import type { Question } from '../decide/state.ts';
import type { Tenure } from '../lead/tenure.ts';
import type { ControllerParts } from './controller-parts.ts';

type AskingParts = Pick<ControllerParts, 'world' | 'situation' | 'announce' | 'automation'>;

/** What a controller that leads asks people, from the question's first word to its end. */
export class Asking {
  readonly #parts: AskingParts;
  #asked = 0;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /** A question that nobody can read is not asked yet: it is at the next look. */
  async ask(
    tenure: Tenure,
    { failover, why }: Ask,
    heldSinceMs: Readonly<Record<string, number>>,
  ): Promise<void> {
    const { world, situation, announce, automation } = this.#parts;
    const { trigger, from, epoch } = failover;
    this.#asked += 1;
    // An answer to one question is none to the next, whoever asks it.
    const id = `${epoch}-${trigger}-${tenure.term}.${this.#asked}`;
    const posed = automation.ask({ id, decision: failover }, tenure.guard);
    if (!(await posed.catch(() => false))) return;
    const nowMs = world.clock.monotonicMs();
    announce.detected(trigger, from, epoch - 1, 'its condition held');
    announce.asked(failover, id, why);
    const sinceMs = heldSinceMs[trigger] ?? nowMs;
    const untilMs = nowMs + world.plan.control.askForMs;
    const question: Question = { id, decision: failover, sinceMs, untilMs };
    situation.apply({ kind: 'asked', question });
  }
}
