import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { DeadlineExceeded } from '../../ports/until.ts';
import { KeptHttp } from '../../systems/http/kept-http.ts';
import { type Damped, damp, failedInARow, untold } from '../damping.ts';
import type { Fact } from '../fact.ts';
import { LatencyWindow } from '../latency-window.ts';
import type { FactProbe, Finding } from './fact-probe.ts';
import { messageOf, type ProbeFigures } from './reachability.ts';

export interface GatewayFigures extends ProbeFigures {
  /** How far back the p95 of the latencies looks. */
  readonly latencyWindowMs: number;
}

/** GET /health of the service through its gateway: whether it is well, and how long that takes. */
export function gatewayProbe(
  clock: Clock,
  region: string,
  figures: GatewayFigures,
  address: Address,
): FactProbe {
  const gateway = new KeptHttp(clock, address);
  const latencies = new LatencyWindow(figures.latencyWindowMs);
  let damped = untold;
  const ask = async (atMs: number): Promise<string | undefined> => {
    try {
      const { status } = await gateway.ask('GET', '/health', figures.timeoutMs);
      const nowMs = clock.monotonicMs();
      latencies.add(nowMs, nowMs - atMs);
      return status === 200 ? undefined : `/health: HTTP ${status}`;
    } catch (error) {
      // A refusal is quick and says nothing of latency; silence does.
      if (error instanceof DeadlineExceeded) latencies.add(clock.monotonicMs(), figures.timeoutMs);
      return messageOf(error);
    }
  };
  return {
    of: 'gateway',
    region,
    everyMs: figures.everyMs,
    async probe(): Promise<Finding> {
      const atMs = clock.monotonicMs();
      const error = await ask(atMs);
      damped = damp(damped, error === undefined, figures);
      const facts = factsOf({ region, atMs }, damped, latencies.p95(clock.monotonicMs()));
      return error === undefined ? { facts } : { facts, error };
    },
  };
}

function factsOf(
  about: Pick<Fact, 'region' | 'atMs'>,
  damped: Damped,
  p95Ms: number | undefined,
): readonly Fact[] {
  const facts: Fact[] = [
    { ...about, of: 'region', measure: 'failed-checks', value: failedInARow(damped) },
  ];
  if (damped.up !== undefined)
    facts.push({ ...about, of: 'gateway', measure: 'healthy', value: damped.up });
  if (p95Ms !== undefined)
    facts.push({ ...about, of: 'gateway', measure: 'latency-p95', value: p95Ms });
  return facts;
}
