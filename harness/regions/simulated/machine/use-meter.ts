import type { Clock } from '../../../../engine/index.ts';
import type { ProcessIdentity } from '../../../processes/process-table.ts';
import { type ProcessUsage, readUsage } from '../../../processes/process-usage.ts';

/** What is told is the mean of at most so long; an engine asks each 5 s. */
const windowMs = 6_000;
/** Over less, the ticks of 10 ms that the kernel counts in are too coarse. */
const leastMs = 250;

interface Reading extends ProcessUsage {
  readonly atMs: number;
  readonly startTicks: number;
}

/** How many processors a process uses. Whoever asks reads; nothing runs between. */
export class UseMeter {
  readonly #clock: Clock;
  readonly #read: (identity: ProcessIdentity) => ProcessUsage | undefined;
  #readings: readonly Reading[] = [];

  constructor(clock: Clock, read: typeof readUsage = readUsage) {
    this.#clock = clock;
    this.#read = read;
  }

  /** The mean of the last few seconds in which somebody asked; none, if it has ended. */
  async cpus(identity: ProcessIdentity): Promise<number> {
    let to = this.#take(identity);
    const from = this.#readings[0];
    if (!to || !from) return 0;
    if (to.atMs - from.atMs < leastMs) {
      await this.#clock.sleep(leastMs);
      to = this.#take(identity);
      if (!to) return 0;
    }
    return (to.cpuMs - from.cpuMs) / (to.atMs - from.atMs);
  }

  #take(identity: ProcessIdentity): Reading | undefined {
    const usage = this.#read(identity);
    if (!usage) return undefined;
    const { startTicks } = identity;
    const reading = { ...usage, atMs: this.#clock.monotonicMs(), startTicks };
    const fresh = this.#readings.filter(
      (one) => one.startTicks === startTicks && reading.atMs - one.atMs <= windowMs,
    );
    this.#readings = [...fresh, reading];
    return reading;
  }
}
