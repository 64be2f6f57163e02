import type { Clock } from '../ports/clock.ts';
import type { Guard } from '../ports/control-store.ts';

/** One stretch of leading. It ends by itself at its last renewal's end, and does not come back. */
export class Tenure {
  readonly term: number;
  /** What the control store holds while it lasts: a write under this guard is a leader's. */
  readonly guard: Guard;
  readonly #clock: Clock;
  readonly #lost = new AbortController();
  #alarm: AbortController | undefined;

  /** `untilMs` is a moment of the monotonic clock. */
  constructor(clock: Clock, guard: Guard, term: number, untilMs: number) {
    this.#clock = clock;
    this.guard = guard;
    this.term = term;
    this.renew(untilMs);
  }

  /** Aborted when it is over, for whatever reason. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  renew(untilMs: number): void {
    if (this.#lost.signal.aborted) return;
    this.#alarm?.abort();
    const alarm = new AbortController();
    this.#alarm = alarm;
    const leftMs = Math.max(0, untilMs - this.#clock.monotonicMs());
    this.#clock.sleep(leftMs, alarm.signal).then(
      () => this.end(),
      () => undefined,
    );
  }

  end(): void {
    this.#alarm?.abort();
    this.#lost.abort(new Deposed());
  }
}

/** Another controller may lead by now; what was begun is for it to end. */
export class Deposed extends Error {
  override readonly name = 'Deposed';
  readonly code = 'DEPOSED';

  constructor() {
    super('this controller does not lead any more');
  }
}
