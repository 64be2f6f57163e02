import { resolveAt } from '../../../engine/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { deadlines } from '../deadlines.ts';
import { atBeat, type ObserverContext } from './observer.ts';

/** Records which region each vantage's resolver leads clients to. */
export function observeDnsAnswers(
  regions: RunningRegions,
  { clock, record }: ObserverContext,
): AsyncDisposable {
  const { service, vantages } = regions.endpoints(regions.topology.regions[0]?.name ?? '');
  const regionOf = new Map(Object.entries(service.records).map(([region, ip]) => [ip, region]));
  const probes = Object.entries(vantages).map(([at, { resolver }]) => {
    return atBeat(clock, deadlines.dnsEveryMs, async () => {
      const atMs = clock.monotonicMs();
      const asked = resolveAt(resolver, service.name, deadlines.dnsAnswerMs);
      const [answer] = await asked.catch(() => []);
      const value = regionOf.get(answer ?? '') ?? 'none';
      record({ kind: 'observation', of: 'dns-answer', atMs, at, value });
    });
  });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(probes.map((probe) => probe[Symbol.asyncDispose]()));
    },
  };
}
