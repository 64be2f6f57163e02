import { belowTcp } from '../drill/below-tcp.ts';
import type { Drilled } from '../drill/run-drill.ts';
import { UsageError } from './usage-error.ts';

/** What a caller may have otherwise than a scenario says. */
export interface Changes {
  /** Links are broken as the kernel breaks them. */
  readonly belowTcp: boolean;
  /** A script that k6 drives load by, beside the clients; that of the scenario if absent. */
  readonly k6?: string;
  /** Requests of it a second. */
  readonly k6Rate: number;
  /** A user in a browser beside the clients, whether the scenario asks for one or not. */
  readonly browser: boolean;
}

/** A scenario with what was asked for. Throws UsageError if it breaks no link, and should. */
export function asAsked({ scenario, topology }: Drilled, changes: Changes): Drilled {
  const { k6, k6Rate: ratePerSecond, browser } = changes;
  const [vantage = ''] = topology.vantages;
  const broken = changes.belowTcp ? belowTcp(scenario) : scenario;
  if (!broken) throw new UsageError(`drill --below-tcp: ${scenario.name} cuts or slows no link`);
  return {
    topology,
    scenario: {
      ...broken,
      ...(k6 === undefined ? {} : { load: { k6, ratePerSecond, vantage } }),
      ...(browser ? { browser } : {}),
    },
  };
}
