import { readyToLead } from '../failover/ready-to-lead.ts';
import { isAsked } from '../failover/runbook.ts';
import { readyToRejoin } from '../failover/steps/rejoin.ts';
import { type Assignment, assignmentFrom } from '../failover/world.ts';
import { controlKeys } from '../plan/control-keys.ts';
import {
  type Answerable,
  type Operator,
  OperatorRefused,
  type Pausable,
  type Plannable,
  type Readiness,
  type Rejoining,
  type Switchable,
} from '../surface/operator.ts';
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
export class ControllerOperator
  implements Operator, Plannable, Pausable, Answerable, Switchable, Rejoining
{
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

  async switchover(to: string, by: string): Promise<void> {
    const { world, automation } = this.#options;
    const { region: from, epoch } = await this.#active();
    await refusing(readyToLead(world, from, to));
    await automation.request({ action: 'switchover', from, to, epoch, by });
  }

  async rejoin(region: string, by: string): Promise<void> {
    const { world, automation } = this.#options;
    const { region: leader, epoch } = await this.#active();
    await refusing(readyToRejoin(world, region, leader));
    await automation.request({ action: 'rejoin', from: region, to: leader, epoch, by });
  }

  /** Who may write. Throws OperatorRefused while a runbook is under way, or has to be looked at. */
  async #active(): Promise<Assignment> {
    const { world, automation } = this.#options;
    const { plan, store } = world;
    const { writer, runbooks } = controlKeys(plan.name);
    const newest = await newestRunbook(store, runbooks);
    if (newest?.outcome === 'running') throw new OperatorRefused(`${newest.id} is under way`);
    const { cleared } = await automation.read();
    const over = !newest || newest.outcome === 'succeeded' || newest.id === cleared;
    if (!over && !(newest.outcome === 'undone' && isAsked(newest))) {
      throw new OperatorRefused(`${newest.id} is ${newest.outcome}: look, and then POST /resume`);
    }
    const stored = await store.get(writer);
    const active = stored && assignmentFrom(stored.value);
    if (active && active.region !== 'none') return active;
    throw new OperatorRefused('no region may write now');
  }
}

/** What is not so is the answer to the one who asked. */
async function refusing(ready: Promise<unknown>): Promise<void> {
  await ready.catch((cause: Error) => {
    throw new OperatorRefused(cause.message, { cause });
  });
}
