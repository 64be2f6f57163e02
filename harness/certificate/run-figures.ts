import type { Interval, Judged, JudgedStore, Rto, Verdict } from '../judge/index.ts';

/** What one run of a set came to, in the judge's words. */
export interface RunFigures {
  readonly scenario: string;
  /** No fault was injected, and nothing was to happen. */
  readonly control: boolean;
  readonly seed: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly reasons: readonly string[];
  readonly services: readonly ServiceFigures[];
  readonly stores: readonly StoreFigures[];
}

export interface ServiceFigures {
  readonly name: string;
  readonly vantage: string;
  readonly rtoMs: Rto;
  readonly targetMs: number;
}

export interface StoreFigures {
  readonly name: string;
  readonly rpoMs: Interval;
  readonly rpoOps: Interval;
  readonly rpoBytes: Interval;
  /** Acknowledged after the fault had begun and lost: no part of the RPO. */
  readonly lostAfterFault: JudgedStore['lostAfterFault'];
  readonly targetMs: number;
}

export function figuresOf(judged: Judged): RunFigures {
  const { scenario, seed, startedAt, verdict, exitCode, reasons, services, stores } = judged;
  return {
    scenario,
    control: judged.control === true,
    seed,
    startedAt,
    verdict,
    exitCode,
    reasons,
    services: services.map(({ name, vantage, rtoMs, targetMs }) => ({
      name,
      vantage,
      rtoMs,
      targetMs,
    })),
    stores: stores.map(({ name, rpoMs, rpoOps, rpoBytes, lostAfterFault, targetMs }) => ({
      name,
      rpoMs,
      rpoOps,
      rpoBytes,
      lostAfterFault,
      targetMs,
    })),
  };
}

/**
 * Why a run says nothing about the system under test, if it does not: what it rests on did not
 * hold, or the rig failed. It is listed, and not made again.
 */
export function discardedFor({ verdict, reasons }: Outcome): string | undefined {
  if (verdict === 'pass' || verdict === 'fail') return undefined;
  return reasons[0] ?? verdict;
}

type Outcome = Pick<RunFigures, 'verdict' | 'reasons'>;

/** The slowest vantage of a service; undefined if none was measured. */
export function worstVantage(services: readonly ServiceFigures[], name: string) {
  let worst: { readonly vantage: string; readonly rtoMs: number } | undefined;
  for (const service of services) {
    if (service.name !== name || service.rtoMs === 'unmeasured') continue;
    const rtoMs = service.rtoMs === 'infinity' ? Number.POSITIVE_INFINITY : service.rtoMs;
    if (!worst || rtoMs > worst.rtoMs) worst = { vantage: service.vantage, rtoMs };
  }
  return worst;
}
