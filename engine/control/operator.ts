import { controlKeys } from '../plan/control-keys.ts';
import type { Answerable, Operator, Pausable, Plannable, Readiness } from '../surface/operator.ts';
import { OperatorRefused } from '../surface/operator.ts';
import { type Controller, questionId } from './controller.ts';
import type { ControllerParts } from './controller-parts.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import type { Heard } from './heard-store.ts';
import { readiness } from './readiness.ts';
import { newestRunbook } from './runbook-list.ts';

export interface ControllerOperatorOptions
  extends Pick<ControllerParts, 'world' | 'runbooks' | 'automation'> {
  readonly controller: Controller;
  readonly heard: Heard;
}

/**
 * What can be asked of this engine by its operators, at any of its controllers: what they say is
 * kept in the control store, and obeyed by the one that leads.
 */
export class ControllerOperator implements Operator, Plannable, Pausable, Answerable {
  readonly #options: ControllerOperatorOptions;

  constructor(options: ControllerOperatorOptions) {
    this.#options = options;
  }

  status(): unknown {
    return this.#options.controller.status();
  }

  ready(): Readiness {
    const { world, controller, heard } = this.#options;
    const regions = Object.keys(world.postgres);
    return readiness(world.plan, regions, controller.view(), heard, world.clock.monotonicMs());
  }

  async plan(): Promise<DryRun> {
    const { world, controller, runbooks } = this.#options;
    return dryRun(runbooks, world, controller.view(), world.clock.monotonicMs());
  }

  async pause(by: string, reason: string): Promise<void> {
    await this.#options.automation.change({ paused: true, by, reason });
  }

  /** Whoever resumes has looked at the runbook that ended badly, if there is one. */
  async resume(by: string): Promise<void> {
    const { world, automation } = this.#options;
    const prefix = controlKeys(world.plan.name).runbooks;
    const newest = await newestRunbook(world.store, prefix);
    await automation.change({ paused: false, by, reason: '', cleared: newest?.id ?? '' });
  }

  async answer(question: string, yes: boolean, by: string): Promise<void> {
    const { automation, world } = this.#options;
    const asked = await automation.question();
    if (!asked || questionId(asked) !== question) {
      throw new OperatorRefused(`nobody asks ${question} now in ${world.plan.name}`);
    }
    await automation.answer({ question, yes, by });
  }
}
