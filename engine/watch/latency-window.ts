interface Sample {
  readonly atMs: number;
  readonly latencyMs: number;
}

/** The latencies of the last while. */
export class LatencyWindow {
  readonly #windowMs: number;
  #samples: readonly Sample[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** `atMs` is when it was known; an answer that never came counts with its time-out. */
  add(atMs: number, latencyMs: number): void {
    const fromMs = atMs - this.#windowMs;
    const fresh = this.#samples.filter((sample) => sample.atMs > fromMs);
    this.#samples = [...fresh, { atMs, latencyMs }];
  }

  /** By nearest rank, in milliseconds: at least 95 % took no longer. Undefined of nothing. */
  p95(nowMs: number): number | undefined {
    const latencies = this.#samples
      .filter(({ atMs }) => atMs > nowMs - this.#windowMs)
      .map(({ latencyMs }) => latencyMs)
      .sort((a, b) => a - b);
    return latencies[Math.ceil(latencies.length * 0.95) - 1];
  }
}
