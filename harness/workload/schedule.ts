export interface Arrival {
  readonly atMs: number;
  readonly vantage: string;
}

/**
 * Constant arrivals from `startMs` on, the vantages taking turns. Each moment is computed from the
 * start and not from the arrival before, so that a late timer shifts nothing.
 */
export class Schedule {
  readonly #startMs: number;
  readonly #perSecond: number;
  readonly #vantages: readonly string[];
  #taken = 0;

  constructor(startMs: number, perSecond: number, vantages: readonly string[]) {
    this.#startMs = startMs;
    this.#perSecond = perSecond;
    this.#vantages = vantages;
  }

  /** When the next arrival is due, on the clock of `startMs`. */
  get nextMs(): number {
    return this.#startMs + (this.#taken * 1000) / this.#perSecond;
  }

  /** Takes every arrival that is due by now, however late. */
  takeDue(nowMs: number): Arrival[] {
    const due: Arrival[] = [];
    while (this.nextMs <= nowMs) {
      const vantage = this.#vantages[this.#taken % this.#vantages.length] ?? '';
      due.push({ atMs: this.nextMs, vantage });
      this.#taken += 1;
    }
    return due;
  }
}
