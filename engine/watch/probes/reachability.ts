import type { Clock } from '../../ports/clock.ts';
import { damp, type Thresholds, untold } from '../damping.ts';
import type { Fact, Of } from '../fact.ts';
import type { FactProbe } from './fact-probe.ts';

/** The plan's figures for the probes of one system. */
export interface ProbeFigures extends Thresholds {
  readonly everyMs: number;
  readonly timeoutMs: number;
}

export interface Asked {
  readonly of: Of;
  readonly region: string;
  readonly figures: ProbeFigures;
  /** Throws when it gave no good answer within the time-out. */
  readonly ask: (timeoutMs: number) => Promise<unknown>;
}

/** Whether a system answers as it should, damped by the plan's thresholds. */
export function reachability(clock: Clock, { of, region, figures, ask }: Asked): FactProbe {
  let damped = untold;
  return {
    of,
    region,
    everyMs: figures.everyMs,
    async probe() {
      const atMs = clock.monotonicMs();
      const error = await ask(figures.timeoutMs).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      damped = damp(damped, error === undefined, figures);
      const facts = reachableFact({ of, region, atMs }, damped.up);
      return error === undefined ? { facts } : { facts, error: messageOf(error) };
    },
  };
}

/** None while nothing is known yet. */
export function reachableFact(
  about: Pick<Fact, 'of' | 'region' | 'atMs'>,
  up: boolean | undefined,
): readonly Fact[] {
  return up === undefined ? [] : [{ ...about, measure: 'reachable', value: up }];
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
