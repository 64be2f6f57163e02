import { readyToLead } from '../failover/ready-to-lead.ts';
import type { RunbookRecord } from '../failover/record.ts';
import { readyToRejoin } from '../failover/steps/rejoin.ts';
import { type Assignment, assignmentFrom } from '../failover/world.ts';
import { controlKeys } from '../plan/control-keys.ts';
import {
  type Activatable,
  type Answerable,
  type Operator,
  OperatorRefused,
  type Pausable,
  type Plannable,
  type Readiness,
  type Rejoining,
  type Retriable,
  type Switchable,
} from '../surface/operator.ts';
import { downSystems } from '../watch/down-systems.ts';
import { activate } from './activation.ts';
import type { Controller } from './controller.ts';
import type { ControllerParts } from './controller-parts.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import type { Heard } from './heard-store.ts';
import { nothingUnderWay } from './nothing-under-way.ts';
import { readiness } from './readiness.ts';
import { refusing } from './refusing.ts';
import { leftUndone, lookedKey, newestRunbook, whyLook } from './runbook-list.ts';

export interface ControllerOperatorOptions
  extends Pick<ControllerParts, 'world' | 'runbooks' | 'automation' | 'observer'> {
  readonly controller: Controller;
  readonly heard: Heard;
}

/**
 * What can be asked of this engine by its operators, at any of its controllers: what they say is
 * kept in the control store, and obeyed by the one that leads. An activation alone is asked of the
 * controller whose region it is.
 */
export class ControllerOperator
  implements
    Operator,
    Plannable,
    Pausable,
    Retriable,
    Answerable,
    Switchable,
    Rejoining,
    Activatable
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

  /**
   * Whoever resumes has looked at the runbook that ended badly, if there is one, and at what others
   * have left to be done. Nobody has looked at the end of one that is under way.
   */
  async resume(by: string): Promise<void> {
    const { world, automation, runbooks } = this.#options;
    const newest = await newestRunbook(world);
    const ended = newest && whyLook(newest, runbooks) ? { cleared: newest.id } : {};
    const looked = (await leftUndone(world, { looked: [] })).map(lookedKey);
    await automation.change({ paused: false, by, reason: '', ...ended, looked });
  }

  /** One that is taken up again nobody has looked at the end of, and so `cleared` is taken back. */
  async retry(by: string): Promise<void> {
    const { world, automation } = this.#options;
    const id = (await newestRunbook(world))?.id;
    const key = `${controlKeys(world.plan.name).runbooks}${id}`;
    const stored = await world.store.get(key);
    if (id === undefined || !stored) throw new OperatorRefused('there was no runbook yet');
    const { note: _, ...record } = JSON.parse(stored.value) as RunbookRecord;
    if (record.outcome !== 'failed') throw new OperatorRefused(`${id} is ${record.outcome}`);
    if ((await automation.read()).cleared === id) await automation.change({ cleared: '' });
    const again = JSON.stringify({ ...record, outcome: 'running', retriedBy: by });
    if (await world.store.compareAndSwap(key, stored.revision, again)) return;
    throw new OperatorRefused(`${id} was changed meanwhile: look at it once more`);
  }

  async answer(question: string, yes: boolean, by: string): Promise<void> {
    const { automation, world } = this.#options;
    const asked = await automation.question();
    if (asked?.id !== question) {
      throw new OperatorRefused(`nobody asks ${question} now in ${world.plan.name}`);
    }
    await automation.answer({ question, yes, by });
  }

  async switchover(to: string, by: string): Promise<void> {
    const { world, automation, controller } = this.#options;
    const { region: from, epoch } = await this.#active();
    const { facts, observation } = controller.view();
    const down = downSystems(world.plan, to, facts);
    const refusal = observation.refused.find(({ region }) => region === to);
    if (refusal) throw new OperatorRefused(`${to} could not serve: ${refusal.of} ${refusal.why}`);
    await refusing(readyToLead(world, from, to, down));
    await automation.request({ action: 'switchover', from, to, epoch, by });
  }

  async rejoin(region: string, by: string): Promise<void> {
    const { world, automation } = this.#options;
    const { region: leader, epoch } = await this.#active();
    await refusing(readyToRejoin(world, region, leader));
    await automation.request({ action: 'rejoin', from: region, to: leader, epoch, by });
  }

  activate(lost: readonly string[], by: string): Promise<void> {
    return activate(this.#options, lost, by);
  }

  /** Who may write. Throws OperatorRefused while a runbook is under way, or has to be looked at. */
  async #active(): Promise<Assignment> {
    const { world, automation } = this.#options;
    await nothingUnderWay(world, automation);
    const stored = await world.store.get(controlKeys(world.plan.name).writer);
    const active = stored && assignmentFrom(stored.value);
    if (active && active.region !== 'none') return active;
    throw new OperatorRefused('no region may write now');
  }
}
