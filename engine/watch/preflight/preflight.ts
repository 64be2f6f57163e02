import type { Plan } from '../../plan/schema.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Unfit } from '../unfit.ts';
import type { Answer } from './question.ts';

export interface PreflightOptions {
  readonly clock: Clock;
  /** Without, nothing is asked. */
  readonly figures: Plan['probes']['preflight'];
  readonly ask: (signal: AbortSignal) => Promise<readonly Answer[]>;
}

/**
 * What a failover will need of each region is asked for before there is one: whether logins are
 * taken, rights are there, and versions are known. What was refused is so until it is answered
 * otherwise; who is silent has answered nothing, and whether anybody is there is for probes to say.
 */
export class Preflight {
  readonly #options: PreflightOptions;
  readonly #refused = new Map<string, Unfit>();
  #errors: Readonly<Record<string, string>> = {};

  constructor(options: PreflightOptions) {
    this.#options = options;
  }

  /** Runs until the signal is aborted. What is refused is asked again sooner: it may be mended. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, figures, ask } = this.#options;
    while (figures && !signal.aborted) {
      await ask(signal).then(
        (answers) => this.#take(answers),
        (error: Error) => {
          this.#errors = { preflight: error.message };
        },
      );
      const restMs = this.#refused.size > 0 ? figures.retryEveryMs : figures.everyMs;
      await clock.sleep(restMs, signal).catch(() => undefined);
    }
  }

  /** One for each system of a region that would refuse something. */
  refused(): readonly Unfit[] {
    return [...this.#refused.values()];
  }

  /** Why nothing was learnt when it was last asked: `preflight redis us-west-2`. */
  errors(): Readonly<Record<string, string>> {
    return this.#errors;
  }

  #take(answers: readonly Answer[]): void {
    for (const { of, region, why } of answers) {
      if (why === null) this.#refused.delete(`${of} ${region}`);
      else if (why !== undefined) this.#refused.set(`${of} ${region}`, { of, region, why });
    }
    this.#errors = Object.fromEntries(
      answers.flatMap(({ of, region, error }) =>
        error === undefined ? [] : [[`preflight ${of} ${region}`, error] as const],
      ),
    );
  }
}
