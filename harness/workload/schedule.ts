export interface Arrival {
  readonly atMs: number;
  readonly vantage: string;
}

export interface ScheduleOptions {
  readonly startMs: number;
  readonly perSecond: number;
  /** The rate grows evenly from nothing to `perSecond` in this time, and stays there. */
  readonly rampMs: number;
  /** They take turns. */
  readonly vantages: readonly string[];
}

/**
 * Arrivals at a constant rate after a ramp. Each moment is computed from the start and not from
 * the arrival before, so that a late timer shifts nothing.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  #taken = 0;

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** When the next arrival is due, on the clock of `startMs`. */
  get nextMs(): number {
    const { startMs, rampMs, perSecond } = this.#options;
    const perMs = perSecond / 1000;
    // A rate of perMs · t / rampMs has let perMs · t² / (2 · rampMs) arrivals in by t.
    const inRamp = (perMs * rampMs) / 2;
    if (this.#taken < inRamp) return startMs + Math.sqrt((2 * rampMs * this.#taken) / perMs);
    return startMs + rampMs + (this.#taken - inRamp) / perMs;
  }

  /** Takes every arrival that is due by now, however late. */
  takeDue(nowMs: number): Arrival[] {
    const { vantages } = this.#options;
    const due: Arrival[] = [];
    while (this.nextMs <= nowMs) {
      const vantage = vantages[this.#taken % vantages.length] ?? '';
      due.push({ atMs: this.nextMs, vantage });
      this.#taken += 1;
    }
    return due;
  }
}
