import type { Tenure } from '../lead/tenure.ts';
import { controlKeys } from '../plan/control-keys.ts';
import type { ControllerParts } from './controller-parts.ts';
import { incidentsIn, incidentsText } from './incident.ts';

type HandoverParts = Pick<ControllerParts, 'world' | 'announce'>;

/**
 * What a leader has told people and is not over, kept in the control store: who leads next takes it
 * over, and ends it. Nobody waits for the store; what failed is tried at the next look. What was
 * told in the moments before a leader was lost may not be there, and what was over then may be
 * ended twice: all alerts of an incident have one key, whoever tells them.
 */
export class Handover {
  readonly #parts: HandoverParts;
  readonly #key: string;
  #tenure: Tenure | undefined;
  /** As the control store has it. */
  #kept = incidentsText([]);
  #settling: Promise<void> | undefined;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
    this.#key = controlKeys(parts.world.plan.name).incidents;
  }

  /** Takes over what is there when a lead begins, and keeps there what has changed. */
  settle(tenure: Tenure): void {
    this.#settling ??= this.#settle(tenure)
      .catch(() => undefined)
      .finally(() => {
        this.#settling = undefined;
      });
  }

  /** Another leads: what is kept is for that one to end; what is not is still for this one. */
  release(): void {
    if (!this.#tenure) return;
    this.#tenure = undefined;
    this.#parts.announce.handOver(incidentsIn(this.#kept));
  }

  async #settle(tenure: Tenure): Promise<void> {
    const { world, announce } = this.#parts;
    if (tenure !== this.#tenure) {
      this.#kept = (await world.store.get(this.#key))?.value ?? incidentsText([]);
      this.#tenure = tenure;
      announce.adopt(incidentsIn(this.#kept));
    }
    const text = incidentsText(announce.open());
    if (text === this.#kept) return;
    if (await world.store.putWhile(this.#key, text, tenure.guard)) this.#kept = text;
  }
}
