import type { Clock } from '../../../engine/index.ts';
import type { HealthCheckSpec } from '../route53/zone.ts';
import { firstOpinion, formOpinion, type Opinion } from './opinion.ts';
import { probe } from './probe.ts';

/** One health check made from one place, again and again. */
export interface Checker {
  opinion(): Opinion;
  stop(): void;
  /** Settles when it has stopped. */
  readonly ended: Promise<void>;
}

export interface CheckerOptions {
  readonly check: HealthCheckSpec;
  readonly place: string;
  /** A region's own address to its address over the link from here. */
  readonly routes: Readonly<Record<string, string>>;
  readonly timeScale: number;
  /** Wait before the first check: checkers do not beat in step. */
  readonly startAfterMs: number;
  readonly clock: Clock;
  /** Called after a check that changed the opinion, with what was found. */
  readonly onTurn: (opinion: Opinion, why: string) => void;
}

/** Starts checking; an interval counts from start to start, and one check ends before the next. */
export function startChecker(options: CheckerOptions): Checker {
  const stop = new AbortController();
  let opinion = firstOpinion;
  const run = async () => {
    const { check, clock, timeScale, onTurn } = options;
    const intervalMs = check.intervalMs * timeScale;
    let nextMs = clock.monotonicMs() + options.startAfterMs;
    while (!stop.signal.aborted) {
      await clock.sleep(Math.max(0, nextMs - clock.monotonicMs()), stop.signal);
      nextMs = Math.max(nextMs + intervalMs, clock.monotonicMs());
      const { passed, why } = await checkOnce(options, stop.signal);
      if (stop.signal.aborted) return;
      const before = opinion;
      opinion = formOpinion(before, passed, check.failureThreshold);
      if (opinion.healthy !== before.healthy) onTurn(opinion, why);
    }
  };
  const ended = run().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return { opinion: () => opinion, stop: () => stop.abort(), ended };
}

async function checkOnce({ check, routes, place, timeScale }: CheckerOptions, signal: AbortSignal) {
  const { target } = check;
  if (!target) return { passed: false, why: 'the check names no IP address' };
  const host = routes[target.host];
  if (!host) return { passed: false, why: `no route from ${place} to ${target.host}` };
  return probe({ check, host, port: target.port, timeScale, signal });
}
