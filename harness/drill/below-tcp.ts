import type { FaultSpec, Scenario } from './scenario.ts';

/**
 * The same scenario with its links broken as the kernel breaks them: where Toxiproxy swallows bytes
 * of connections that stand, packets are dropped, and where it refuses, they are rejected; what it
 * delays is delayed packet by packet. Undefined if it breaks no link.
 */
export function belowTcp(scenario: Scenario): Scenario | undefined {
  const { faults, beforehand } = scenario;
  const lower = { ...scenario, faults: faults.map(lowered) };
  const early = beforehand && { ...beforehand, faults: beforehand.faults.map(lowered) };
  const found = [...lower.faults, ...(early?.faults ?? [])];
  if (!found.some(({ fault }) => isBelow(fault))) return undefined;
  return { ...lower, ...(early ? { beforehand: early } : {}) };
}

function lowered(spec: FaultSpec): FaultSpec {
  if (spec.fault === 'cut-links') {
    const { manner = 'black-hole', ...rest } = spec;
    return { ...rest, fault: 'drop-packets', manner: manner === 'refuse' ? 'reject' : 'drop' };
  }
  if (spec.fault === 'slow-links') {
    const { byMs, ...rest } = spec;
    return { ...rest, fault: 'shape-packets', delayMs: byMs };
  }
  return spec;
}

function isBelow(fault: string): boolean {
  return fault === 'drop-packets' || fault === 'shape-packets';
}
