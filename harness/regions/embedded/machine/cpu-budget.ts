/**
 * Processor time that a process may still use. What it leaves unused in one period is not saved up
 * for a later one; what it uses too much it has to wait for.
 */
export class CpuBudget {
  readonly #periodMs: number;
  #leftMs = 0;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /** `quota` is in processors: 0.1 earns 10 ms in 100 ms. */
  account(elapsedMs: number, usedMs: number, quota: number): void {
    const leftMs = this.#leftMs + elapsedMs * quota - usedMs;
    this.#leftMs = Math.min(leftMs, this.#periodMs * quota);
  }

  isOverdrawn(): boolean {
    return this.#leftMs < 0;
  }

  /** How long it has to wait until nothing is owed any more. */
  waitMs(quota: number): number {
    return Math.max(0, -this.#leftMs) / quota;
  }
}
