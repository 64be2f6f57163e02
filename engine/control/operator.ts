import type { Runbooks } from '../failover/runbook.ts';
import type { World } from '../failover/world.ts';
import type { Operator, Plannable, Readiness } from '../surface/operator.ts';
import type { Controller } from './controller.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import type { Heard } from './heard-store.ts';
import { readiness } from './readiness.ts';

export interface ControllerOperatorOptions {
  readonly controller: Controller;
  readonly world: World;
  readonly runbooks: Runbooks;
  readonly heard: Heard;
}

/** What can be asked of this engine by its operators. */
export class ControllerOperator implements Operator, Plannable {
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
}
