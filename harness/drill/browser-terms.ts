import type { BrowserTerms } from '../journal/index.ts';
import type { Topology } from '../regions/topology.ts';

/**
 * How long people wait for a page before they lose patience (Nielsen, "Response Times"),
 * and longer than the service itself waits for a store. Configured, so that a profile scales it.
 */
const PATIENCE_MS = 10_000;
/**
 * A whole journey takes 0.45 s of a processor and as much again of time (0.7 s on a host that is
 * busy): so about a tenth of one while all is well. It is the host's time that is scarce, which no
 * profile scales.
 */
const REST_MS = 5000;
/** Finer while the service is away, when a journey ends early: about a quarter of a processor. */
const REST_AFTER_FAILURE_MS = 1000;

/** A user at the first vantage. */
export function browserTerms({ vantages }: Topology, timeScale: number): BrowserTerms {
  return {
    vantage: vantages[0] ?? '',
    patienceMs: PATIENCE_MS * timeScale,
    restMs: REST_MS,
    restAfterFailureMs: REST_AFTER_FAILURE_MS,
  };
}
