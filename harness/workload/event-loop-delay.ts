import { monitorEventLoopDelay } from 'node:perf_hooks';
import { eventLoopResolutionMs } from './deadlines.ts';

/** Watches how long this process keeps its own timers waiting. */
export class EventLoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: eventLoopResolutionMs });

  constructor() {
    this.#histogram.enable();
  }

  /** The worst since it was last asked, in milliseconds over the probe's own period. */
  takeMs(): number {
    const worstMs = this.#histogram.max / 1e6 - eventLoopResolutionMs;
    this.#histogram.reset();
    return Math.max(0, worstMs);
  }
}
